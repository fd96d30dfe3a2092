#include "stages/realignment.h"

#include <gtest/gtest.h>

#include <string>

#include "stages/preparation.h"

namespace lockstep {
namespace {

Document Parse(const std::string& text, const std::string& lang) {
  static const Locales locales;
  Toolbox tools(locales);
  Diagnostics diags;
  return PrepareFile({lang + ".md", text}, lang, SiteRules(), tools, diags);
}

// Made of the numbers of blocks: {0-0 1-1}.
std::string TextOf(const std::vector<Link>& links) {
  std::string text;
  for (const Link& link : links) {
    text += text.empty() ? "" : " ";
    for (const std::uint32_t i : link.source) text += std::to_string(i);
    text += '-';
    for (const std::uint32_t j : link.target) text += std::to_string(j);
  }
  return text;
}

Link Pair(LinkLevel level, std::uint32_t source, std::uint32_t target, double confidence) {
  return {level, {source}, {target}, confidence};
}

const Document kSource = Parse("One lamp. Two lamps.\n\nThree lamps.\n", "en");
const Document kTarget = Parse("Una lámpara. Dos lámparas.\n\nTres lámparas.\n", "es");

Alignment Sure() {
  Alignment alignment;
  alignment.blocks = {Pair(LinkLevel::kBlock, 0, 0, 1), Pair(LinkLevel::kBlock, 1, 1, 1)};
  alignment.segments = {{Pair(LinkLevel::kSegment, 0, 0, 1), Pair(LinkLevel::kSegment, 1, 1, 1)},
                        {Pair(LinkLevel::kSegment, 2, 2, 1)}};
  return alignment;
}

TEST(FindDoubt, LeavesAloneWhatIsSure) {
  EXPECT_FALSE(FindDoubt(Sure(), kSource, kTarget).any());
}

TEST(FindDoubt, LeavesAloneWhatOnlyOneSideHas) {
  Alignment alignment = Sure();
  alignment.blocks[1] = {LinkLevel::kBlock, {1}, {}, 1};
  alignment.segments[1] = {{LinkLevel::kSegment, {2}, {}, 1}};
  EXPECT_FALSE(FindDoubt(alignment, kSource, kTarget).any());
}

TEST(FindDoubt, DoubtsBlocksThatHardlyFitCrossOrStandAloneOnBothSides) {
  Alignment unsure = Sure();
  unsure.blocks[1].confidence = 0.55;
  EXPECT_TRUE(FindDoubt(unsure, kSource, kTarget).about_blocks);

  Alignment crossing = Sure();
  std::swap(crossing.blocks[0].target, crossing.blocks[1].target);
  EXPECT_TRUE(FindDoubt(crossing, kSource, kTarget).about_blocks);

  Alignment alone = Sure();
  alone.blocks = {Pair(LinkLevel::kBlock, 0, 0, 1), {LinkLevel::kBlock, {1}, {}, 1}, {LinkLevel::kBlock, {}, {1}, 1}};
  alone.segments = {Sure().segments[0], {{LinkLevel::kSegment, {2}, {}, 1}}, {{LinkLevel::kSegment, {}, {2}, 1}}};
  EXPECT_TRUE(FindDoubt(alone, kSource, kTarget).about_blocks);
}

TEST(FindDoubt, NamesTheBlocksWhoseSentencesAreInDoubt) {
  Alignment alignment = Sure();
  alignment.segments[0] = {
      Pair(LinkLevel::kSegment, 0, 0, 1), {LinkLevel::kSegment, {1}, {}, 1}, {LinkLevel::kSegment, {}, {1}, 1}};
  const Doubt doubt = FindDoubt(alignment, kSource, kTarget);
  EXPECT_FALSE(doubt.about_blocks);
  EXPECT_EQ(doubt.links, std::vector<std::size_t>{0});
  const DoubtfulWords words = FindDoubtfulWords(alignment, doubt, kSource, kTarget);
  EXPECT_EQ(words.source, LexiconWords("One lamp. Two lamps.")) << "not those of the other block";
  EXPECT_EQ(words.target, LexiconWords("Una lámpara. Dos lámparas."));
}

// What "Rain fell" and the like mean, and in which order they come, only the lexicon can tell.
Lexicon Learned() {
  Lexicon lexicon;
  lexicon.Learn("Rain came late.", "Llovía tarde.");
  lexicon.Learn("There was rain again.", "Otra vez llovía.");
  lexicon.Learn("Rain, and no end.", "Llovía sin fin.");
  lexicon.Learn("Snow came late.", "Nevaba tarde.");
  lexicon.Learn("There was snow again.", "Otra vez nevaba.");
  lexicon.Learn("Snow, and no end.", "Nevaba sin fin.");
  return lexicon;
}

TEST(Realign, TakesSentencesForWhatTheLexiconSays) {
  const Document source = Parse("Rain filled the ditch. Snow hid the roofs.\n", "en");
  const Document target = Parse("Nevaba en los tejados.\n", "es");
  Alignment alignment;
  alignment.blocks = {Pair(LinkLevel::kBlock, 0, 0, 0.95)};
  alignment.segments = {{Pair(LinkLevel::kSegment, 0, 0, 0.55), {LinkLevel::kSegment, {1}, {}, 1}}};
  const Doubt doubt = FindDoubt(alignment, source, target);
  ASSERT_EQ(doubt.links, std::vector<std::size_t>{0});
  const Alignment realigned = Realign(alignment, doubt, source, target, Learned());
  EXPECT_EQ(realigned.blocks, alignment.blocks);
  EXPECT_EQ(TextOf(realigned.segments[0]), "0- 1-0");
  for (const Link& link : realigned.segments[0])
    EXPECT_TRUE(!link.Paired() || link.confidence <= 0.95) << "no surer than that the blocks belong together";
}

TEST(Realign, HoldsEverySegmentOnce) {
  const Document source = Parse("Rain fell.\n\nSnow fell on the roof.\n\nA third text.\n", "en");
  const Document target = Parse("Nevaba en el tejado.\n\nLlovía.\n", "es");
  const Alignment alignment = Align(source, target);
  Doubt doubt;
  doubt.about_blocks = true;
  const Alignment realigned = Realign(alignment, doubt, source, target, Learned());
  std::vector<int> sources(source.segments.size()), targets(target.segments.size());
  for (const Link& link : realigned.AllSegments()) {
    for (const std::uint32_t i : link.source) ++sources[i];
    for (const std::uint32_t j : link.target) ++targets[j];
  }
  EXPECT_EQ(sources, std::vector<int>(source.segments.size(), 1));
  EXPECT_EQ(targets, std::vector<int>(target.segments.size(), 1));
}

}  // namespace
}  // namespace lockstep
