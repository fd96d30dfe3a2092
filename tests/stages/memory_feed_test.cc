#include "stages/memory_feed.h"

#include <gtest/gtest.h>

#include "locales/locale.h"

namespace lockstep {
namespace {

OutlineSegment Body(std::string text, BlockKind kind = BlockKind::kParagraph) {
  OutlineSegment segment;
  segment.block_kind = kind;
  segment.keys.exact = text.size();
  segment.text = std::move(text);
  return segment;
}

OutlineSegment FieldSegment(std::string name, std::string text, FieldRole role = FieldRole::kTranslate) {
  OutlineSegment segment;
  segment.kind = OutlineSegment::Kind::kField;
  segment.field = std::move(name);
  segment.role = role;
  segment.text = std::move(text);
  return segment;
}

Binding Bound(std::vector<std::uint32_t> source, std::vector<std::uint32_t> target) {
  Binding binding;
  binding.source = std::move(source);
  binding.target = std::move(target);
  return binding;
}

std::string Feed(const Outline& source, const Outline& target, const Bindings& bindings) {
  const Locales locales;
  const FactFinder finder(locales.For("en"));
  std::string text;
  for (const Pairing& pairing : PairingsOf(bindings, source, target, finder)) {
    text += pairing.source + "=" + pairing.target + (pairing.used ? "|" : " once|");
  }
  return text;
}

TEST(MemoryFeed, GivesWhatIsSureAndWhatWasCurrentOnce) {
  const Outline source{{}, {Body("One."), Body("Two."), Body("Three."), Body("Four."), Body("Five.")}};
  const Outline target{{}, {Body("一。"), Body("二。"), Body("三。"), Body("四。")}};
  Bindings bindings = {Bound({0}, {0}), Bound({1}, {1}), Bound({2}, {2}), Bound({3}, {3}), Bound({4}, {})};
  EXPECT_EQ(Feed(source, target, bindings), "One.=一。|Two.=二。|Three.=三。|Four.=四。|");
  bindings[0].source_basis = "Another one.";
  bindings[1].confidence = 0.6F;
  bindings[2].doubtful = true;
  EXPECT_EQ(Feed(source, target, bindings), "Another one.=一。 once|Four.=四。|");
  bindings[0].source_basis = "";
  EXPECT_EQ(Feed(source, target, bindings), "Four.=四。|");
}

TEST(MemoryFeed, JoinsSentencesAsTheirScriptDoes) {
  const Outline source{{}, {Body("One."), Body("Two."), Body("Three.")}};
  const Outline target{{}, {Body("一。"), Body("二。"), Body("三。")}};
  EXPECT_EQ(Feed(source, target, {Bound({0, 1}, {0}), Bound({2}, {1, 2})}), "One. Two.=一。|Three.=二。三。|");
}

TEST(MemoryFeed, LeavesOutScoresDatesAndTextWithoutWords) {
  const Outline source{{}, {Body("0.5", BlockKind::kScoreLine), Body("(2025.1.2)", BlockKind::kDateLine), Body("42")}};
  EXPECT_EQ(Feed(source, source, {Bound({0}, {0}), Bound({1}, {1}), Bound({2}, {2})}), "");
}

TEST(MemoryFeed, GivesTheItemsOfAListThatPairUp) {
  const Outline source{{}, {FieldSegment("tags", "[Speakers, Small, USB]")}};
  const auto feed = [&](std::string target) {
    return Feed(source, {{}, {FieldSegment("tags", std::move(target))}}, {Bound({0}, {0})});
  };
  EXPECT_EQ(feed("[USB, Small, スピーカー]"), "Small=Small|USB=USB|Speakers=スピーカー|");
  EXPECT_EQ(feed("[USB, 小型, スピーカー]"), "USB=USB|");
  EXPECT_EQ(feed("[USB, スピーカー]"), "");
}

TEST(MemoryFeed, CommaInAnItemMakesNoItem) {
  const Outline source{{}, {FieldSegment("tags", R"(["Rock, Pop", Jazz, "\"Live\", \\o/"])")}};
  const auto feed = [&](std::string target) {
    return Feed(source, {{}, {FieldSegment("tags", std::move(target))}}, {Bound({0}, {0})});
  };
  EXPECT_EQ(feed(R"([Rock, "Jazz, ブルース", Jazz])"), "Jazz=Jazz|");
  EXPECT_EQ(feed(R"([ロック, Jazz, "\"Live\", \\o/"])"), "Jazz=Jazz|\"Live\", \\o/=\"Live\", \\o/|Rock, Pop=ロック|");
}

TEST(MemoryFeed, TakesOnlyFieldsThatAreTranslated) {
  const Outline source{{}, {FieldSegment("title", "One"), FieldSegment("layout", "product", FieldRole::kCopy)}};
  EXPECT_EQ(Feed(source, source, {Bound({0}, {0}), Bound({1}, {1})}), "One=One|");
}

TEST(MemoryFeed, ContextIsTheNeighboursButAFieldsName) {
  const Outline outline{{}, {FieldSegment("title", "t"), Body("1"), Body("22"), Body("333")}};
  EXPECT_EQ(ContextOf(outline, 2, 2), (SegmentContext{1, 3}));
  EXPECT_EQ(ContextOf(outline, 1, 2), (SegmentContext{0, 3}));
  EXPECT_EQ(ContextOf(outline, 3, 3), (SegmentContext{2, 0}));
  EXPECT_EQ(ContextOf(outline, 0, 0).next, 0U);
  // Code is nobody's neighbour: whether it stands there says nothing about the text.
  OutlineSegment code = Body("4444");
  code.block_kind = BlockKind::kCode;
  EXPECT_EQ(ContextOf({{}, {Body("1"), code, Body("22"), code, code, Body("333")}}, 2, 2), (SegmentContext{1, 3}));
  EXPECT_EQ(ContextOf({{}, {code, Body("22"), code}}, 1, 1), (SegmentContext{0, 0}));
  EXPECT_NE(ContextOf(outline, 0, 0).previous, 0U);
}

}  // namespace
}  // namespace lockstep
