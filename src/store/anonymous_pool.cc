// SPDX-License-Identifier: AGPL-3.0-or-later
#include "store/anonymous_pool.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "crypto/sha256.h"
#include "store/durable.h"

namespace ruban::store {
namespace {

constexpr std::string_view kHeader = "ruban pool v1\n";
constexpr std::size_t kMostWaiting = 8192;  // some 6 MB
constexpr std::size_t kMostFileBytes = kMostWaiting * 2048;

bool is_in_memory(const std::filesystem::path& folder) {
  struct statfs facts {};
  if (statfs(folder.c_str(), &facts) != 0)
    throw std::system_error(errno, std::generic_category(), folder.string());
  return facts.f_type == TMPFS_MAGIC || facts.f_type == RAMFS_MAGIC;
}

// Neither time says when the last one came. (That of the last change of the file itself, ctime, can't be
// set: whoever reads it as root learns that one moment.)
void forget_times(const std::filesystem::path& file) {
  const timespec never[2] = {{0, 0}, {0, 0}};
  if (utimensat(AT_FDCWD, file.c_str(), never, 0) != 0)
    throw std::system_error(errno, std::generic_category(), file.string());
}

Result<Pooled> read_lines(std::string lines, bool drop_if_few) {
  const auto entry = TRY(ledger::with_time(lines, Instant{}));
  Pooled out;
  out.drop_if_few = drop_if_few;
  out.lines = std::move(lines);
  if (const auto* sign = std::get_if<ledger::SignEntry>(&entry); sign && sign->mode == ledger::Mode::anon) {
    out.letter = sign->letter;
    out.key = sign->key;
    out.issuer = sign->issuer;
    return out;
  }
  if (const auto* withdraw = std::get_if<ledger::WithdrawEntry>(&entry)) {
    out.letter = withdraw->letter;
    out.key = withdraw->key;
    return out;
  }
  return fail(Kind::invalid, "The pool holds something that isn’t an anonymous signature or a withdrawal.");
}

}  // namespace

std::string format_pool(const std::vector<Pooled>& entries) {
  std::string out(kHeader);
  for (const auto& e : entries) {
    out += (e.drop_if_few ? "drop " : "publish ") + std::to_string(e.lines.size()) + "\n" + e.lines;
  }
  return out;
}

Result<std::vector<Pooled>> parse_pool(std::string_view file) {
  const auto damaged = fail(Kind::invalid, "The pool of anonymous signatures is damaged.");
  if (file.size() > kMostFileBytes || !file.starts_with(kHeader)) return damaged;
  file.remove_prefix(kHeader.size());
  std::vector<Pooled> out;
  while (!file.empty()) {
    const auto end = file.find('\n');
    const auto space = file.find(' ');
    if (end == std::string_view::npos || space > end || end - space > 6) return damaged;
    const auto word = file.substr(0, space);
    if (word != "publish" && word != "drop") return damaged;
    const auto digits = file.substr(space + 1, end - space - 1);
    if (digits.empty() || digits.front() == '0' ||
        !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
      return damaged;
    const auto length = std::stoul(std::string(digits));
    file.remove_prefix(end + 1);
    if (length > file.size()) return damaged;
    auto entry = read_lines(std::string(file.substr(0, length)), word == "drop");
    if (!entry) return damaged;
    out.push_back(*std::move(entry));
    file.remove_prefix(length);
  }
  return out;
}

Result<std::unique_ptr<AnonymousPool>> AnonymousPool::open(std::filesystem::path file) {
  make_private_folder(file.parent_path());
  if (!is_in_memory(file.parent_path())) {
    return fail(
        Kind::conflict,
        "The pool of anonymous signatures must lie in a memory file system (tmpfs): a disk would keep "
        "the order in which they came.",
        file.parent_path().string());
  }
  // What lies in it is given a place in the record: nobody else may have put it there. Memory file systems
  // are open to every user of the machine, who could have made the folder first.
  if (std::filesystem::is_symlink(file.parent_path()) || !is_private(file.parent_path())) {
    return fail(
        Kind::conflict,
        "The folder for the pool of anonymous signatures must belong to the user that runs Ruban, and be "
        "open to nobody else (chmod 700).",
        file.parent_path().string());
  }
  std::unique_ptr<AnonymousPool> pool(new AnonymousPool(std::move(file)));
  TRY(pool->read());
  return pool;
}

Result<void> AnonymousPool::read() {
  if (!std::filesystem::exists(file_)) return {};
  std::ifstream stream(file_, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  if (!stream) throw std::system_error(EIO, std::generic_category(), file_.string());
  auto entries = parse_pool(bytes);
  if (!entries) return tl::unexpected(Error{entries.error().kind, entries.error().message, file_.string()});
  for (auto& e : *entries) {
    const auto hash = crypto::sha256(as_bytes(e.lines));
    entries_.emplace(hash, std::move(e));
  }
  return {};
}

// Whole, in the order of the hashes, in place of the one before: no state of the file tells what came last.
void AnonymousPool::write(const Order& entries) const {
  std::vector<Pooled> in_order;
  in_order.reserve(entries.size());
  for (const auto& [hash, entry] : entries) in_order.push_back(entry);
  TemporaryFile file(file_.string() + ".part");
  file.write(as_bytes(format_pool(in_order)));
  forget_times(file.path());
  file.replace(file_);
}

Result<void> AnonymousPool::add(const Pooled& entry) {
  const auto hash = crypto::sha256(as_bytes(entry.lines));
  const std::lock_guard lock(mutex_);
  if (entries_.contains(hash)) return {};
  if (closed_.contains(entry.letter))
    return fail(Kind::conflict, "This letter is closed. It takes no more signatures.");
  const bool other = std::any_of(entries_.begin(), entries_.end(), [&](const auto& e) {
    return e.second.letter == entry.letter && e.second.key == entry.key &&
           e.second.withdraws() == entry.withdraws();
  });
  if (other) return fail(Kind::conflict, "This key has signed this letter already.");
  if (entries_.size() >= kMostWaiting)
    return fail(Kind::busy,
                "Too many anonymous signatures wait at this moment. Keep your key file, and send "
                "it again in an hour.");
  auto entries = entries_;
  entries.emplace(hash, entry);
  write(entries);
  entries_ = std::move(entries);
  return {};
}

std::vector<Pooled> AnonymousPool::of(const LetterId& letter) const {
  const std::lock_guard lock(mutex_);
  return waiting(letter);
}

std::vector<Pooled> AnonymousPool::waiting(const LetterId& letter) const {
  std::vector<Pooled> out;
  for (const auto& [hash, entry] : entries_) {
    if (entry.letter == letter) out.push_back(entry);
  }
  return out;
}

std::size_t AnonymousPool::count(const LetterId& letter) const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::size_t>(std::count_if(entries_.begin(), entries_.end(),
                                                [&](const auto& e) { return e.second.letter == letter; }));
}

bool AnonymousPool::holds_signature(const LetterId& letter, const PublicKey& key) const {
  const std::lock_guard lock(mutex_);
  return std::any_of(entries_.begin(), entries_.end(), [&](const auto& e) {
    return e.second.letter == letter && e.second.key == key && !e.second.withdraws();
  });
}

void AnonymousPool::close(const LetterId& letter) {
  const std::lock_guard lock(mutex_);
  closed_.insert(letter);
}

void AnonymousPool::take(const LetterId& letter,
                         const std::function<std::vector<Pooled>(std::vector<Pooled>)>& choose) {
  const std::lock_guard lock(mutex_);
  for (const auto& e : choose(waiting(letter))) taken_.insert(crypto::sha256(as_bytes(e.lines)));
}

Result<void> AnonymousPool::cancel(const std::string& lines) {
  const auto hash = crypto::sha256(as_bytes(lines));
  const std::lock_guard lock(mutex_);
  if (!entries_.contains(hash)) return fail(Kind::not_found, "This signature doesn’t wait here.");
  if (taken_.contains(hash))
    return fail(Kind::conflict, "This signature is on its way into the record. Withdraw it from there.");
  auto left = entries_;
  left.erase(hash);
  write(left);
  entries_ = std::move(left);
  return {};
}

void AnonymousPool::remove(const std::vector<Pooled>& entries) {
  if (entries.empty()) return;
  const std::lock_guard lock(mutex_);
  auto left = entries_;
  for (const auto& e : entries) {
    const auto hash = crypto::sha256(as_bytes(e.lines));
    left.erase(hash);
    taken_.erase(hash);
  }
  if (left.size() == entries_.size()) return;
  write(left);
  entries_ = std::move(left);
}

}  // namespace ruban::store
