// SPDX-License-Identifier: AGPL-3.0-or-later
#include "picture/workshop.h"

#include <dirent.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "picture/confine.h"
#include "picture/encode.h"
#include "picture/hide.h"
#include "picture/job_text.h"
#include "picture/refusal.h"
#include "picture/test_pictures.h"

namespace ruban::picture {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kInstrumented = true;
#else
constexpr bool kInstrumented = false;
#endif

std::string self() { return std::filesystem::read_symlink("/proc/self/exe").string(); }
Child doing(const std::string& what) { return {{self(), what}, std::chrono::seconds(240), 1000}; }

Error outcome(const Child& child, ByteView question = {}) {
  const auto answer = in_child(child, question);
  return answer ? Error{} : answer.error();
}

TEST(A_workshop, Prepares_a_picture_and_covers_it) {
  Workshop workshop({"/proc/self/exe", "picture-child"});
  const auto original = with_segment(encode(crowd(Format::jpeg)), 0xE1, std::string("Exif\0\0", 6) + exif(1));
  const auto prepared = workshop.prepare(original);
  ASSERT_TRUE(prepared) << prepared.error().message;
  EXPECT_TRUE(is_bare(prepared->file));
  EXPECT_GE(prepared->faces.size(), 3U);
  EXPECT_EQ(prepared, prepare(FaceFinder::load().value(), original));

  const auto covered = workshop.cover(prepared->file, prepared->faces);
  ASSERT_TRUE(covered) << covered.error().message;
  EXPECT_EQ(covered, cover(prepared->file, prepared->faces));
  EXPECT_EQ(covered->file, encode(hide(Picture::parse(prepared->file).value(), prepared->faces)));
}

TEST(A_workshop, Passes_on_why_a_picture_is_refused) {
  Workshop workshop({self(), "picture-child"});
  const auto png = encode(landscape(30, 30));
  EXPECT_EQ(workshop.prepare(ByteView(png).first(60)).error(), error_of(Refusal::damaged));
  EXPECT_EQ(workshop.prepare(as_bytes("<svg/>")).error(), error_of(Refusal::svg));
  EXPECT_EQ(workshop.prepare({}).error(), error_of(Refusal::unknown_kind));
  EXPECT_EQ(workshop.prepare(Bytes(kMostFileBytes + 1)).error(), error_of(Refusal::file_too_large));
  EXPECT_EQ(workshop.cover(png, std::vector<Region>(501, {1, 1, 1, 1})).error().kind, Kind::too_large);
}

TEST(A_workshop, Goes_on_after_a_decoder_that_crashes) {
  for (const auto* what :
       {"crash", "abort", "exit-5", "say-nothing", "lie", "lie-about-size", "lie-about-regions", "babble"}) {
    Workshop broken({self(), what});
    EXPECT_EQ(broken.prepare(encode(landscape(9, 9))).error(), error_of(Refusal::broke)) << what;
    EXPECT_EQ(broken.prepare(encode(landscape(9, 9))).error(), error_of(Refusal::broke)) << what;
  }
  Workshop whole({self(), "picture-child"});
  EXPECT_TRUE(whole.prepare(encode(landscape(9, 9))));
}

TEST(A_workshop, Without_its_program_says_to_try_again) {
  Workshop workshop({"/nonexistent/ruban"});
  EXPECT_EQ(workshop.prepare(encode(landscape(9, 9))).error().kind, Kind::busy);
}

TEST(A_workshop, Reads_one_picture_at_a_time) {
  const auto fifo = std::filesystem::temp_directory_path() / ("ruban-picture-" + std::to_string(::getpid()));
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  Workshop workshop({self(), "wait-for", fifo.string()});
  std::thread other([&] { EXPECT_EQ(workshop.prepare({}).error(), error_of(Refusal::broke)); });
  const int end = ::open(fifo.c_str(), O_WRONLY | O_CLOEXEC);  // returns when the child is there
  EXPECT_EQ(workshop.prepare({}).error().kind, Kind::busy);
  ::close(end);
  other.join();
  std::filesystem::remove(fifo);
}

TEST(A_child, That_runs_away_is_ended) {
  auto endless = doing("run-away");
  endless.patience = std::chrono::seconds(1);
  EXPECT_EQ(outcome(endless), error_of(Refusal::too_costly));
  auto silent = doing("sleep");
  silent.patience = std::chrono::seconds(1);
  EXPECT_EQ(outcome(silent), error_of(Refusal::too_costly));
  auto lingering = doing("close-and-sleep");
  lingering.patience = std::chrono::seconds(1);
  EXPECT_EQ(outcome(lingering), error_of(Refusal::too_costly));
}

TEST(A_child, That_uses_up_its_processor_time_is_ended) {
  EXPECT_EQ(outcome(doing("run-away-confined")), error_of(Refusal::too_costly));
}

TEST(A_child, That_wants_all_memory_gets_an_error_of_its_own) {
  if (kInstrumented) GTEST_SKIP() << "this build maps more than any limit";
  EXPECT_EQ(as_text(in_child(doing("eat-memory"), {}).value()), "enough");
}

TEST(A_child, That_says_too_much_is_ended) { EXPECT_EQ(outcome(doing("babble")), error_of(Refusal::broke)); }

TEST(A_child, That_answers_before_it_has_read_is_heard) {
  EXPECT_EQ(as_text(in_child(doing("answer-at-once"), Bytes(5'000'000, 7)).value()), "early");
}

TEST(A_child, Has_no_file_and_no_environment_of_ours) {
  ASSERT_EQ(::setenv("RUBAN_SECRET", "s", 1), 0);
  std::array<int, 2> open{};  // without CLOEXEC, as a library might leave it
  ASSERT_EQ(::pipe(open.data()), 0);
  EXPECT_EQ(as_text(in_child(doing("what-have-you"), {}).value()), "files 0 1 2, environment 0");
  for (const int file : open) ::close(file);
  ::unsetenv("RUBAN_SECRET");
}

TEST(A_confined_child, Can_compute_and_answer_but_nothing_else) {
  EXPECT_EQ(as_text(in_child(doing("confined-compute"), {}).value()), "computed");
  EXPECT_EQ(as_text(in_child(doing("confined-open"), {}).value_or(to_bytes("killed"))),
            kInstrumented ? "refused" : "killed");
  if (kInstrumented) return;  // no seccomp there
  for (const auto* what : {"confined-socket", "confined-fork", "confined-executable", "confined-kill"})
    EXPECT_EQ(outcome(doing(what)), error_of(Refusal::broke)) << what;
}

TEST(An_answer, Is_believed_only_if_it_is_whole_and_holds_a_bare_file) {
  const Prepared prepared{encode(landscape(20, 10)), 20, 10, {{1, 2, 3, 4}}};
  const auto good = format_answer(prepared);
  EXPECT_EQ(parse_answer(good).value(), prepared);
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_EQ(parse_answer(ByteView(good).first(size)).error(), error_of(Refusal::broke)) << size;
  for (int number = 1; number <= static_cast<int>(Refusal::broke); ++number) {
    const auto refusal = static_cast<Refusal>(number);
    EXPECT_EQ(parse_answer(format_answer(refuse(refusal))).error(), error_of(refusal));
  }
  for (const std::string_view text : {"refused 0\n", "refused 9\n", "refused 99999999999\n", "refused 1",
                                      "refused 1\nx", "refused -1\n", "refused 01\n", "refused -0\n"})
    EXPECT_EQ(parse_answer(as_bytes(text)).error(), error_of(Refusal::broke)) << text;
}

TEST(A_question, Is_read_as_it_was_written) {
  const auto file = encode(landscape(5, 5));
  const std::vector<Region> regions{{1, 2, 3, 4}, {5, 6, 7, 8}};
  const auto asked = format_cover(file, regions);
  const auto question = parse_question(asked);
  ASSERT_TRUE(question);
  EXPECT_FALSE(question->is_prepare);
  EXPECT_EQ(question->regions, regions);
  EXPECT_EQ(to_bytes(question->file), file);
  const auto other = format_prepare(file);
  EXPECT_TRUE(parse_question(other)->is_prepare);
  for (const std::string_view text :
       {"", "prepare", "cover", "cover \n", "cover 5\n1 2 3", "cover 8\n1 2 3 0\n", "cover 99999\n"})
    EXPECT_FALSE(parse_question(as_bytes(text))) << text;
}

// What this program does when it is started as a child.
void say(std::string_view text) {
  if (::write(1, text.data(), text.size()) < 0) ::_exit(9);
}

[[noreturn]] void run_away() {
  for (std::atomic<unsigned> i = 0;; ++i) {
  }
}

void confine_or_exit(Limits limits = {}) {
  if (!confine(limits)) ::_exit(8);
}

std::string what_have_you() {
  std::string out = "files";
  auto* folder = ::opendir("/proc/self/fd");
  const auto own = std::to_string(::dirfd(folder));
  std::vector<std::string> names;
  while (const auto* entry = ::readdir(folder))
    if (entry->d_name[0] != '.' && own != entry->d_name) names.emplace_back(entry->d_name);
  ::closedir(folder);
  std::sort(names.begin(), names.end());
  for (const auto& name : names) out += " " + name;
  int variables = 0;
  for (char** at = environ; *at != nullptr; ++at) ++variables;
  return out + ", environment " + std::to_string(variables);
}

int be(std::string_view what) {
  if (what == "picture-child") answer_and_exit();
  if (what == "crash") return ::raise(SIGSEGV);
  if (what == "abort") std::abort();
  if (what == "exit-5") return 5;
  if (what == "run-away") run_away();
  if (what == "answer-at-once") say("early");
  if (what == "what-have-you") say(what_have_you());
  if (what == "sleep") ::pause();
  if (what == "close-and-sleep") {
    ::shutdown(0, SHUT_RDWR);
    ::pause();
  }
  const Bytes file = encode(landscape(20, 10));
  if (what == "lie") say(as_text(format_answer(Prepared{to_bytes("<html><script>"), 20, 10, {}})));
  if (what == "lie-about-size") say(as_text(format_answer(Prepared{file, 21, 10, {}})));
  if (what == "lie-about-regions") say("picture 20 10 8\n1 2 3 0\n" + std::string(as_text(file)));
  if (what == "babble")
    for (int i = 0; i < 3000; ++i) say(std::string(10'000, 'x'));
  if (what == "eat-memory") {
    confine_or_exit({.memory = std::size_t{64} << 20});
    std::vector<Bytes> all;
    try {
      for (;;) all.emplace_back(1'000'000, 1);
    } catch (const std::bad_alloc&) {
      all.clear();
      say("enough");
    }
    ::_exit(0);
  }
  if (what == "run-away-confined") {
    confine_or_exit({.cpu_seconds = 1});
    run_away();
  }
  if (!what.starts_with("confined-")) return 0;
  confine_or_exit();
  if (what == "confined-compute") {
    static_cast<void>(Picture::parse(encode(crowd(Format::jpeg))).value());
    static_cast<void>(Picture::parse(encode(crowd(Format::png))).value());
    say("computed");
  }
  if (what == "confined-open") say(::open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0 ? "opened" : "refused");
  if (what == "confined-socket") say(::socket(AF_INET, SOCK_STREAM, 0) < 0 ? "" : "connected");
  if (what == "confined-fork") say(::fork() < 0 ? "" : "forked");
  if (what == "confined-kill") say(::kill(::getppid(), 0) == 0 ? "reached" : "");
  if (what == "confined-executable")
    say(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
                MAP_FAILED
            ? ""
            : "mapped");
  ::_exit(0);
}

}  // namespace
}  // namespace ruban::picture

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "wait-for") {
    char any = 0;
    return static_cast<int>(::read(::open(argv[2], O_RDONLY), &any, 1));  // 0 once the other end is closed
  }
  if (argc == 2 && argv[1][0] != '-') return ruban::picture::be(argv[1]);
  testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}
