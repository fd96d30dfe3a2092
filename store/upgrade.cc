#include "store/upgrade.h"

#include <cstddef>
#include <string>
#include <vector>

#include "store/bound_versions.h"
#include "store/codec.h"
#include "store/damage.h"
#include "store/keys.h"

namespace lockstep {
namespace {

// Format 1 had one previous version a path, under the path as it is, for whoever counted in it.
constexpr char kPreviousTag1 = 'p';

void UpgradePrevious(const View& view, std::string_view key, Batch& batch) {
  const std::string value = view.Get(key).value();
  DamageOf([&] {
    for (const PreviousKey& of_one : CountingIn(view, PathOf(key), DecodeDocument(key, value))) {
      batch.Put(EncodePreviousKey(of_one), value);
    }
    batch.Delete(key);
  });
}

void UpgradeAllPrevious(Engine& engine) {
  constexpr std::size_t kPage = 100;
  std::vector<std::string> page;
  std::string from;
  do {
    page.clear();
    engine.Scan({&kPreviousTag1, 1}, from, [&](std::string_view key, std::string_view) {
      page.emplace_back(key);
      return page.size() < kPage;
    });
    Batch batch;
    for (const std::string& key : page) UpgradePrevious(engine, key, batch);
    engine.Write(batch, false);
    if (!page.empty()) from = page.back() + '\0';
  } while (page.size() == kPage);
}

}  // namespace

bool UpgradeStore(Engine& engine) {
  if (engine.Get(kFormatKey) != EncodeFormat(1)) return false;
  UpgradeAllPrevious(engine);
  Batch batch;
  batch.Put(kFormatKey, EncodeFormat(kFormatVersion));
  engine.Write(batch, true);
  return true;
}

}  // namespace lockstep
