// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/public/press_files.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "i18n/format.h"
#include "i18n/tr.h"
#include "press/badge.h"
#include "press/png.h"
#include "web/api/reading.h"
#include "web/pages/embed_page.h"
#include "web/pages/feed.h"
#include "web/pages/words.h"
#include "web/public/events.h"
#include "web/public/figures.h"
#include "web/public/signers.h"

namespace ruban::web {
namespace {

namespace json = boost::json;
using i18n::Lang;
using i18n::tr;

constexpr int kPngWidth = 1260;
constexpr std::size_t kMostInFeed = 50;

Response svg(std::string text) { return binary(std::move(text), "image/svg+xml").on(Surface::api); }

std::string file_name(const service::PublishedLetter& letter, std::string_view rest) {
  return fmt::format("{}-{}", letter.row.slug, rest);
}

press::Curve read_curve(const Site& site, const PressRequest& press) {
  return curve_of(*press.letter, service::read_figures(site.instance, *press.letter, press.published),
                  press.lang);
}

}  // namespace

Response get_curve_svg(const Site& site, const Request& request) {
  const auto press = press_request(site, request);
  if (!press) return problem(press.error());
  return svg(press::curve_svg(read_curve(site, *press), press->lang, press::Dress::file));
}

Response get_curve_png(const Site& site, const Request& request) {
  const auto press = press_request(site, request);
  if (!press) return problem(press.error());
  const auto png =
      press::png_of(press::curve_svg(read_curve(site, *press), press->lang, press::Dress::file), kPngWidth);
  if (!png) return problem(png.error());
  return binary(std::string(as_text(*png)), "image/png").on(Surface::api);
}

Response get_curve_csv(const Site& site, const Request& request) {
  const auto press = press_request(site, request);
  if (!press) return problem(press.error());
  const auto figures = service::read_figures(site.instance, *press->letter, press->published);
  std::string csv = "at";
  for (const auto& c : figures.now.classes) csv += fmt::format(",{0}-named,{0}-anon", c.name);
  csv += "\r\n";
  for (const auto& point : figures.curve) {
    csv += format_rfc3339(point.at);
    for (const auto& c : point.classes) csv += fmt::format(",{},{}", c.named, c.anon);
    csv += "\r\n";
  }
  return download(std::move(csv), "text/csv; charset=utf-8; header=present",
                  file_name(*press->letter, "curve.csv"))
      .on(Surface::api);
}

Response get_curve_json(const Site& site, const Request& request) {
  const auto press = press_request(site, request);
  if (!press) return problem(press.error());
  const auto figures = service::read_figures(site.instance, *press->letter, press->published);
  json::array points;
  for (const auto& point : figures.curve) {
    points.push_back(
        json::object{{"at", format_rfc3339(point.at)}, {"classes", classes_json(point.classes)}});
  }
  return answer(json::object{{"letter", to_base64(press->letter->id().view())},
                             {"slug", press->letter->row.slug},
                             {"version", press->letter->row.version},
                             {"size", press->published.size},
                             {"points", std::move(points)}});
}

Response get_badge(const Site& site, const Request& request) {
  const auto press = press_request(site, request);
  if (!press) return problem(press.error());
  const auto& [letter, published, lang] = *press;
  const auto of = request.query.get("of");
  if (!of.empty() && of != "signatures" && of != "pledge")
    return problem(
        {Kind::invalid, "A badge is of the signatures (“signatures”) or of the pledge (“pledge”).", "of"});
  const bool of_pledge = of == "pledge";
  if (of_pledge && !letter->letter.pledge)
    return problem({Kind::not_found, "This letter carries no pledge.", {}});
  press::Badge badge;
  for (const auto& c : service::count_letter(site.instance, *letter, published).classes)
    badge.counts.push_back(of_pledge ? class_kept(*letter, c, lang) : class_count(*letter, c, lang));
  badge.title = tr(lang, "{title}: {counts}, {instant}",
                   {{"title", text_in(*letter, letter->letter.title, lang)},
                    {"counts", class_counts_words(badge.counts, lang)},
                    {"instant", i18n::format_instant_short(lang, published.time)}});
  return svg(press::badge_svg(badge));
}

Response get_feed(const Site& site, const Request& request) {
  const auto press = press_request(site, request);
  if (!press) return problem(press.error());
  const auto& [letter, published, lang] = *press;
  Feed feed;
  feed.origin = site.url;
  feed.title = text_in(*letter, letter->letter.title, lang);
  feed.place = {letter->row.slug, letter->row.version};
  feed.events = read_events(site, site.instance.store.letters().latest_events(letter->id(), told_events(),
                                                                              kMostInFeed, published.size));
  mark_said_again(feed.events, service::statements(site.instance, letter->id(), published.size));
  drop_translations(feed.events);
  return binary(render(feed, lang), "application/atom+xml; charset=utf-8").on(Surface::api);
}

Response show_embed(const Site& site, const Request& request) {
  const auto press = press_request(site, request);
  if (!press) return error_page(site, request, press.error());
  const auto& [letter, published, lang] = *press;
  EmbedPage page;
  page.origin = site.url;
  page.demonstration = site.demonstration();
  page.title = text_in(*letter, letter->letter.title, lang);
  page.place = {letter->row.slug, std::nullopt};
  page.as_of = published.time;
  std::vector<ClassOnPage> classes;
  for (const auto& c : service::count_letter(site.instance, *letter, published).classes) {
    auto& row = classes.emplace_back();
    row.name = c.name;
    row.named = c.named;
    row.anon = c.anon;
  }
  add_signatures(site, *letter, published.size, classes);
  for (auto& c : classes) {
    page.classes.push_back({text_in(*letter, letter->letter.find_class(c.name)->label, lang), c.named, c.anon,
                            std::move(c.marks)});
  }
  return html(render(page, lang)).on(Surface::embed);
}

}  // namespace ruban::web
