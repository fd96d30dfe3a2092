#include "stages/rework.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "locales/locale.h"
#include "stages/judgement.h"
#include "tests/stages/outlines.h"

namespace lockstep {
namespace {

using Texts = std::vector<std::string>;

// Source English, target German; one paragraph each.
class Rework : public testing::Test {
 protected:
  struct Version {
    Texts source, target;
    std::vector<Link> links;  // by alignment
  };

  // What holds after a step from `then` to `now`. Versions are matched by place, as far as both have sentences.
  Verdict After(const Version& then, const Version& now) const {
    const Outline source_then = OutlineOf({then.source}), source_now = OutlineOf({now.source});
    const Outline target_then = OutlineOf({then.target}), target_now = OutlineOf({now.target});
    const Bindings bound = Bind(source_then, target_then, then.links, At(0));
    const Bindings advanced =
        Advance(bound, {source_then, source_now, ByPlace(then.source, now.source)},
                {target_then, target_now, ByPlace(then.target, now.target)}, now.links, At(48), finders(), Policy());
    return Judge(advanced, source_now, target_now, finders(), Policy());
  }

  static Occasion At(std::int64_t hours) { return {{hours * 3600 * 1000, "run"}, Evidence::kSync}; }

  static std::vector<Link> ByPlace(const Texts& then, const Texts& now) {
    std::vector<Link> links;
    for (std::uint32_t n = 0; n < std::max(then.size(), now.size()); ++n) {
      Link link{LinkLevel::kSegment, {}, {}, 1};
      if (n < then.size()) link.source = {n};
      if (n < now.size()) link.target = {n};
      links.push_back(link);
    }
    return links;
  }

  Finders finders() const { return {english_, german_}; }

  Locales locales_;
  FactFinder english_{locales_.For("en")};
  FactFinder german_{locales_.For("de")};

  const std::vector<Link> two_ = LinksOf({{{0}, {0}}, {{1}, {1}}});
  const Version then_{
      {"The maker sells the amplifier in two colours only.", "It does drive the big speaker with ease."},
      {"Der Hersteller bietet den Verstärker nur in zwei Farben an.", "Er treibt den großen Lautsprecher mühelos an."},
      two_};
  // The first sentence carried over.
  const std::string first_ = "The maker has taken the amplifier off the market for good.";
  const std::string first_target_ = "Inzwischen ist das Gerät endgültig vom Markt genommen.";
};

TEST_F(Rework, ASentencePolishedBesideOneCarriedOverWasReadAndLeft) {
  const Version now{{first_, "It drives the big speaker with great ease."}, {first_target_, then_.target[1]}, two_};
  EXPECT_EQ(After(then_, now).reasons.size(), 0U);
}

TEST_F(Rework, ASentenceEditedBesideOneCarriedOverStaysStaleWhereItSaysSomethingElse) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"It does drive the big speaker with ease.", "It does not drive the big speaker with ease."},
      {"It does drive the big speaker with ease.", "It doesn't drive the big speaker with ease."},
      {"It drives the big speaker with 30 W of power.", "It drives the big speaker with 20 W of power."},
      {"It drives the big speaker with 30 W of power.", "It drives the big speaker with power."},
      {"It does drive the big speaker with ease.", "Big speakers are beyond what its transformer can feed."},
  };
  for (const auto& [old_text, new_text] : rows) {
    const Version then{{then_.source[0], old_text}, then_.target, two_};
    const Version now{{first_, new_text}, {first_target_, then_.target[1]}, two_};
    const Verdict verdict = After(then, now);
    ASSERT_EQ(verdict.reasons.size(), 1U) << new_text;
    EXPECT_EQ(verdict.reasons[0].state, State::kStale) << new_text;
    EXPECT_EQ(verdict.reasons[0].new_text, new_text);
  }
}

TEST_F(Rework, ATypoFixedInATranslationClearsNoSentenceBesideIt) {
  const std::string polished = "It drives the big speaker with great ease.";
  const std::string typo_fixed = "Der Hersteller bietet den Verstärker nur in drei Farben an.";
  const Version typo_only{{then_.source[0], polished}, {typo_fixed, then_.target[1]}, two_};
  const Version typo_and_edit{{first_, polished}, {typo_fixed, then_.target[1]}, two_};
  for (const Version& now : {typo_only, typo_and_edit}) {
    const Verdict verdict = After(then_, now);
    ASSERT_EQ(verdict.reasons.size(), 1U) << now.source[0];
    EXPECT_EQ(verdict.reasons[0].new_text, polished);
    EXPECT_EQ(verdict.reasons[0].state, State::kStale);
  }
}

TEST_F(Rework, AParagraphRewrittenForItsOwnSakeClearsNothing) {
  const Version now{{then_.source[0], "It drives the big speaker with great ease."},
                    {"Zwei Farben stehen zur Wahl, mehr hat die Firma nicht im Programm.", then_.target[1]},
                    two_};
  ASSERT_EQ(After(then_, now).reasons.size(), 1U);
}

TEST_F(Rework, AParagraphTranslatedAnewPairsAsTodaysAlignmentSays) {
  const Version now{
      {"A fan cools it.", first_, "Its sound is clean down to 20 Hz."},
      {"Ein Lüfter kühlt ihn.", "Bis 20 Hz hinab klingt er sauber, doch verkauft wird er längst nicht mehr."},
      LinksOf({{{0}, {0}}, {{1, 2}, {1}}})};
  EXPECT_EQ(After(then_, now).reasons.size(), 0U);
}

TEST_F(Rework, WhatAParagraphTranslatedAnewStillSaysIsStale) {
  const Version then{{"It plays down to 30 Hz.", "It does drive the big speaker with ease."},
                     {"Er spielt bis 30 Hz hinab.", then_.target[1]},
                     two_};
  const Version now{{"Its bass goes down to 20 Hz in a room of medium size.", first_},
                    {"In einem mittelgroßen Raum reicht sein Bass bis 30 Hz hinab.", first_target_},
                    two_};
  const Verdict verdict = After(then, now);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].new_text, now.source[0]);
}

TEST_F(Rework, AFactMayStandInAnotherSentenceOfAParagraphTranslatedAnew) {
  const Version now{{"It plays down to 20 Hz and its fan never runs.", "It is sold no more by its maker or by shops."},
                    {"Sein Lüfter läuft nie an, und das gefällt uns sehr.",
                     "Bis 20 Hz hinab spielt er, verkauft wird er nicht mehr."},
                    two_};
  EXPECT_EQ(After(then_, now).reasons.size(), 0U);
}

TEST_F(Rework, ASentenceLeftOutOfATranslationMadeAnewIsMissing) {
  Version now{{first_, "A second model with a larger transformer, two fans and a remote control follows in autumn.",
               "It drives the big speaker with great ease."},
              {first_target_},
              LinksOf({{{0}, {0}}})};
  const Verdict verdict = After(then_, now);
  ASSERT_EQ(verdict.reasons.size(), 2U);
  for (const Reason& reason : verdict.reasons) EXPECT_EQ(reason.state, State::kMissing) << *reason.new_text;
}

// Four of five sentences are most of a paragraph: the length of the whole says nothing of the fifth.
TEST_F(Rework, ANewSentenceLeftOutOfAPolishedParagraphIsMissing) {
  const Texts source = {"The lamp has a warm glow and a small foot.", "Its foot is made of oak and weighs a good deal.",
                        "The switch sits on the cord, where nobody finds it.", "We used the lamp for a whole winter."};
  const std::vector<Link> four = LinksOf({{{0}, {0}}, {{1}, {1}}, {{2}, {2}}, {{3}, {3}}});
  const Version then{
      source,
      {"Die Lampe hat einen warmen Schein und einen kleinen Fuß.", "Ihr Fuß besteht aus Eiche und ist recht schwer.",
       "Der Schalter sitzt am Kabel, wo ihn niemand findet.", "Wir haben die Lampe einen ganzen Winter lang benutzt."},
      four};
  Version now{source,
              {"Warm ist ihr Licht, klein das Gestell darunter, auf dem sie ruht.",
               "Aus massivem Eichenholz gefertigt, wiegt es ziemlich viel.",
               "Wer im Dunkeln am Kabel nach dem Taster sucht, sucht lange.",
               "Von Oktober bis März brannte sie in unserer Stube."},
              four};
  now.source.push_back("The bulb cannot be replaced by its owner.");
  const Verdict verdict = After(then, now);
  ASSERT_EQ(verdict.reasons.size(), 1U);
  EXPECT_EQ(verdict.reasons[0].state, State::kMissing);
  EXPECT_EQ(verdict.reasons[0].new_text, now.source[4]);
}

TEST_F(Rework, ANewSentenceMayBePartOfTheOneBehindIt) {
  const Version now{{first_, "A fan cools the case.", "Its sound is clean even at full power."},
                    {first_target_, "Das Gehäuse kühlt ein Lüfter, und selbst bei voller Leistung klingt er sauber."},
                    LinksOf({{{0}, {0}}, {{2}, {1}}})};
  EXPECT_EQ(After(then_, now).reasons.size(), 0U);
}

// What alignment could not pair is on both sides: the paragraph as a whole says all.
TEST_F(Rework, ANewSentenceMayBeWhatTheParagraphSaysBesides) {
  const Version now{{first_, "Its sound is clean even at full power.", "A fan cools the case."},
                    {first_target_, "Selbst bei voller Leistung klingt er sauber.", "Das Gehäuse kühlt ein Lüfter."},
                    LinksOf({{{0}, {0}}, {{1}, {1}}})};
  EXPECT_EQ(After(then_, now).reasons.size(), 0U);
}

}  // namespace
}  // namespace lockstep
