// SPDX-License-Identifier: AGPL-3.0-or-later
// rooms: picture
// How long a picture takes, and how many drawn faces are found by their size, tilt, turn, light and skin. The
// faces are drawn by formulas: the figures say where the cascades give up, and nothing about photographs of
// people (docs/pictures.md). The floor of looking for faces is OpenCV 4.6 with the same cascades, if its
// headers are there; both must find the same windows.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>
#include <numbers>

#include "core/check.h"
#include "picture/encode.h"
#include "picture/face_finder.h"
#include "picture/hide.h"
#include "picture/test_faces.h"
#ifdef RUBAN_OPENCV
#include <opencv2/objdetect.hpp>
#endif

namespace ruban::picture {
namespace {

// Something behind the faces: soft shapes of several sizes, always the same.
Picture backdrop(int width, int height, Format format) {
  Picture out(width, height, format);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      double value = 120;
      for (const double size : {7., 19., 53., 151.})
        value += 9 * std::sin(x / size + 3 * std::sin(y / size)) * std::cos(y / size * 1.3 + size);
      auto* pixel = out.at(x, y);
      for (int c = 0; c < 3; ++c) pixel[c] = static_cast<std::uint8_t>(std::clamp(value + 6 * c, 0., 255.));
    }
  }
  return out;
}

Picture street(int width, int height, int faces, Format format = Format::jpeg) {
  auto out = backdrop(width, height, format);
  for (int i = 0; i < faces; ++i) {
    const double step = static_cast<double>(width) / faces;
    draw({.x = step * (i + 0.5),
          .y = height * (0.35 + 0.3 * (i % 2)),
          .width = step / 3,
          .skin = 0.4 + 0.05 * (i % 10)},
         out);
  }
  return out;
}

const FaceFinder& finder() {
  static const FaceFinder the = FaceFinder::load().value();
  return the;
}

// A sheet of 8 × 4 faces that differ a little in everything, and a lot in what `change` does to them.
template <class Change>
void rate(benchmark::State& state, double width, const Change& change) {
  constexpr int kAcross = 8, kDown = 4;
  const double cell = 2.6 * width;
  auto sheet = backdrop(static_cast<int>(kAcross * cell), static_cast<int>(kDown * cell), Format::png);
  std::vector<DrawnFace> faces;
  for (int i = 0; i < kAcross * kDown; ++i) {
    DrawnFace face{.x = cell * (i % kAcross + 0.5),
                   .y = cell * (i / kAcross + 0.5),
                   .width = width,
                   .tilt = 0.04 * (i % 5 - 2),
                   .skin = 0.35 + 0.018 * i,
                   .light = 0.3 * (i % 3 - 1),
                   .turn = 0.04 * (i % 4 - 1.5)};
    change(face);
    draw(face, sheet);
    faces.push_back(face);
  }
  std::vector<Region> regions;
  for (auto _ : state) regions = find_faces(finder(), sheet);
  const auto holds = [](const Region& region, const DrawnFace& face) {
    return face.x > region.x && face.x < region.x + region.width && face.y > region.y &&
           face.y < region.y + region.height;
  };
  const auto found = std::count_if(faces.begin(), faces.end(), [&](const DrawnFace& face) {
    return std::any_of(regions.begin(), regions.end(),
                       [&](const Region& region) { return holds(region, face); });
  });
  const auto empty = std::count_if(regions.begin(), regions.end(), [&](const Region& region) {
    return std::none_of(faces.begin(), faces.end(),
                        [&](const DrawnFace& face) { return holds(region, face); });
  });
  state.counters["drawn"] = static_cast<double>(faces.size());
  state.counters["found"] = static_cast<double>(found);
  state.counters["too_many"] = static_cast<double>(empty);
}

double radians(std::int64_t degrees) { return static_cast<double>(degrees) * std::numbers::pi / 180; }

void by_width(benchmark::State& state) {
  rate(state, static_cast<double>(state.range(0)), [](DrawnFace&) {});
}
void by_tilt(benchmark::State& state) {
  rate(state, 60, [&](DrawnFace& face) { face.tilt = radians(state.range(0)); });
}
void by_turn(benchmark::State& state) {
  rate(state, 60, [&](DrawnFace& face) { face.turn = static_cast<double>(state.range(0)) / 100; });
}
void by_light(benchmark::State& state) {
  rate(state, 60, [&](DrawnFace& face) { face.light = static_cast<double>(state.range(0)) / 100; });
}
void by_skin(benchmark::State& state) {
  rate(state, 60, [&](DrawnFace& face) { face.skin = static_cast<double>(state.range(0)) / 100; });
}
BENCHMARK(by_width)
    ->Name("rate/width_in_pixels")
    ->Arg(14)
    ->Arg(18)
    ->Arg(22)
    ->Arg(28)
    ->Arg(40)
    ->Arg(70)
    ->Iterations(1);
BENCHMARK(by_tilt)
    ->Name("rate/tilt_in_degrees")
    ->Arg(0)
    ->Arg(10)
    ->Arg(20)
    ->Arg(30)
    ->Arg(45)
    ->Arg(90)
    ->Arg(180)
    ->Iterations(1);
BENCHMARK(by_turn)->Name("rate/turn_in_hundredths")->Arg(0)->Arg(20)->Arg(40)->Arg(60)->Iterations(1);
BENCHMARK(by_light)
    ->Name("rate/light_from_a_side_in_hundredths")
    ->Arg(0)
    ->Arg(100)
    ->Arg(200)
    ->Arg(300)
    ->Iterations(1);
BENCHMARK(by_skin)
    ->Name("rate/skin_in_hundredths")
    ->Arg(10)
    ->Arg(20)
    ->Arg(40)
    ->Arg(60)
    ->Arg(80)
    ->Arg(95)
    ->Iterations(1);

void parse(benchmark::State& state) {
  const auto file = encode(street(2560, 1920, 8));
  for (auto _ : state) CHECK(Picture::parse(file));
  state.counters["megapixels"] = 4.9;
}
void cover_and_encode(benchmark::State& state) {
  const auto picture = street(2560, 1920, 8);
  const std::vector<Region> regions(8, {300, 300, 200, 200});
  for (auto _ : state) benchmark::DoNotOptimize(encode(hide(picture, regions)));
}
void find(benchmark::State& state) {
  const auto picture = street(2560, 1920, 8);
  for (auto _ : state) benchmark::DoNotOptimize(find_faces(finder(), picture));
}
void load(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(FaceFinder::load().value());
}
BENCHMARK(parse)->Name("picture/parse_jpeg")->Unit(benchmark::kMillisecond);
BENCHMARK(cover_and_encode)->Name("picture/hide_and_encode_jpeg")->Unit(benchmark::kMillisecond);
BENCHMARK(load)->Name("picture/load_cascades")->Unit(benchmark::kMillisecond);
BENCHMARK(find)->Name("picture/find_faces")->Unit(benchmark::kMillisecond);

constexpr const char* kCascades[] = {"haarcascade_frontalface_default.xml",
                                     "haarcascade_frontalface_alt2.xml", "haarcascade_profileface.xml"};

std::string path(const benchmark::State& state) {
  return std::string(kCascadeFolder) + "/" + kCascades[state.range(0)];
}

void windows(benchmark::State& state) {
  std::ifstream in(path(state), std::ios::binary);
  const auto cascade = Cascade::parse(std::string(std::istreambuf_iterator<char>(in), {})).value();
  const auto grey = grey_of(street(800, 600, 6));
  std::size_t found = 0;
  for (auto _ : state) found = cascade.windows(grey, 100'000).size();
  state.counters["windows"] = static_cast<double>(found);
}
BENCHMARK(windows)->Name("picture/one_cascade")->DenseRange(0, 2)->Unit(benchmark::kMillisecond);

#ifdef RUBAN_OPENCV
void opencv_windows(benchmark::State& state) {
  cv::setNumThreads(1);
  cv::CascadeClassifier theirs(path(state));
  auto grey = grey_of(street(800, 600, 6));
  const cv::Mat image(grey.height, grey.width, CV_8UC1, grey.pixels.data());
  std::vector<cv::Rect> found;
  for (auto _ : state) theirs.detectMultiScale(image, found, 1.1, 0);
  state.counters["windows"] = static_cast<double>(found.size());

  std::ifstream in(path(state), std::ios::binary);
  const auto ours =
      Cascade::parse(std::string(std::istreambuf_iterator<char>(in), {})).value().windows(grey, 100'000);
  CHECK(ours.size() == found.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    CHECK(ours[i] == (Region{found[i].x, found[i].y, found[i].width, found[i].height}));
}
BENCHMARK(opencv_windows)->Name("floor/one_cascade_opencv")->DenseRange(0, 2)->Unit(benchmark::kMillisecond);
#endif

}  // namespace
}  // namespace ruban::picture
