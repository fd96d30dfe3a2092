#include "stages/verbatim_carrying.h"

#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "stages/version_matching.h"
#include "tests/stages/translations.h"

namespace lockstep {
namespace {

class VerbatimCarrying : public testing::Test, protected TranslationTest {
 protected:
  // The translation `target` of `then` with what it takes over where the source is `now`.
  std::string Carry(const std::string& then, const std::string& target, const std::string& now) {
    Set(then, target);
    const Outline source_then = MakeOutline(source_);
    const Outline outline = MakeOutline(target_);
    source_ = Make("en", now);
    const Outline source_now = MakeOutline(source_);
    const Finders finders{tools_.For("en").facts, tools_.For("ja").facts};
    const Occasion occasion{{1, "run 2"}, Evidence::kSync};
    bindings_ = Advance(bindings_, {source_then, source_now, MatchVersions(source_then, source_now)},
                        {outline, outline, MatchVersions(outline, outline)}, Align(source_, target_).AllSegments(),
                        occasion, finders, {});
    const std::vector<Finding> findings = Examine(bindings_, source_now, outline, finders, {});
    planned_ = CarryVerbatim(source_, target_, bindings_, findings);
    std::vector<TextEdit> edits;
    for (const PlannedEdit& planned : planned_) edits.push_back(planned.edit);
    EXPECT_TRUE(SortEdits(edits, target.size()));
    return ApplyEdits(target, edits);
  }

  // What the edits say they wrote.
  std::vector<std::string> Written() const {
    std::vector<std::string> lines;
    for (const PlannedEdit& planned : planned_) {
      for (const PlannedEdit::Written& written : planned.written) {
        lines.emplace_back(Slice(planned.edit.bytes, written.range));
      }
    }
    return lines;
  }

  std::vector<PlannedEdit> planned_;
};

using Lines = std::vector<std::string>;

TEST_F(VerbatimCarrying, ABlockTakesTheTranslationsLineEnds) {
  EXPECT_EQ(Carry("Text.\n\n```\na = 1;\n{\n  b = 2;\n}\n```\n",
                  "本文。\r\n\r\n```\r\na = 1;\r\n{\r\n  b = 2;\r\n}\r\n```\r\n",
                  "Text.\n\n```\na = 1;\n{\n  b = 3;\n\n  c = 4;\n}\n```\n"),
            "本文。\r\n\r\n```\r\na = 1;\r\n{\r\n  b = 3;\r\n\r\n  c = 4;\r\n}\r\n```\r\n");
  EXPECT_EQ(Written(), (Lines{"a = 1;", "b = 3;", "c = 4;"}));
}

TEST_F(VerbatimCarrying, CommentsOfTheTranslationStay) {
  const std::string then = "Text.\n\n<div>\n<!-- big -->\n<a href=\"x\"></a>\n</div>\n";
  const std::string now = "Text.\n\n<div>\n<!-- big -->\n<a href=\"y\"></a>\n<hr class=\"z\">\n</div>\n";
  const auto with = [](const std::string& comment, const std::string& lines) {
    return "本文。\n\n<div>\n" + comment + lines + "</div>\n";
  };
  const std::string all = "<a href=\"y\"></a>\n<hr class=\"z\">\n";
  const std::string edited = "<a href=\"y\"></a>\n";
  const struct {
    const char* what;
    const char* comment;
    std::string expected;
  } rows[] = {
      {"the source's own", "<!-- big -->\n", with("<!-- big -->\n", all)},
      {"none, and so none is lost", "", with("<!-- big -->\n", all)},
      {"a translated one", "<!-- 大きい -->\n", with("<!-- 大きい -->\n", edited)},
      {"one more", "<!-- big -->\n<!-- big -->\n", with("<!-- big -->\n<!-- big -->\n", edited)},
      {"one of several lines", "<!-- big\n二 -->\n", with("<!-- big\n二 -->\n", edited)},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Carry(then, with(row.comment, "<a href=\"x\"></a>\n"), now), row.expected) << row.what;
  }
}

}  // namespace
}  // namespace lockstep
