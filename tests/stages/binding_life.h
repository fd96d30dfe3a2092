// Three sentences and their translations, and how their bindings go on from version to version.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "locales/locale.h"
#include "stages/bindings.h"
#include "stages/judgement.h"
#include "tests/stages/outlines.h"

namespace lockstep {

inline Occasion At(std::int64_t hours, const std::string& by) {
  return {{hours * 3600 * 1000, by}, Evidence::kSync};
}

class BindingLife : public testing::Test {
 protected:
  // A step in which segments keep their places.
  Bindings Next(const Bindings& before, const Outline& source, const Outline& source_now, const Outline& target,
                const Outline& target_now, std::int64_t hours) const {
    return Advance(before, {source, source_now, one_to_one_}, {target, target_now, one_to_one_}, one_to_one_,
                   At(hours, "run 2"), finders(), Policy());
  }
  // A step in which only the source changed, by `versions`; `today` aligns its new version with the target.
  Bindings NextSource(const Bindings& before, const Outline& then, const Outline& now,
                      const std::vector<Link>& versions, const std::vector<Link>& today) const {
    return Advance(before, {then, now, versions}, {target_, target_, one_to_one_}, today, At(1, "run 2"), finders(),
                   Policy());
  }
  Verdict JudgeNow(const Bindings& bindings, const Outline& source, const Outline& target) const {
    return Judge(bindings, source, target, finders(), Policy());
  }
  Finders finders() const { return {english_, german_}; }

  Locales locales_;
  FactFinder english_{locales_.For("en")};
  FactFinder german_{locales_.For("de")};

  // Both documents have three blocks of one sentence, bound one to one.
  Outline source_ = OutlineOf({{"It weighs 300 g."}, {"It is quiet."}, {"It lasts."}});
  Outline target_ = OutlineOf({{"Es wiegt 300 g."}, {"Es ist leise."}, {"Es hält."}});
  std::vector<Link> one_to_one_ = LinksOf({{{0}, {0}}, {{1}, {1}}, {{2}, {2}}});
  Bindings bound_ = Bind(source_, target_, one_to_one_, At(0, "run 1"));
};

}  // namespace lockstep
