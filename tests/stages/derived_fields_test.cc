#include "stages/derived_fields.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

std::vector<OutlineSegment> Permalink(const std::string& value, FieldRole role = FieldRole::kDerive) {
  OutlineSegment field;
  field.kind = OutlineSegment::Kind::kField;
  field.field = "permalink";
  field.role = role;
  field.text = value;
  OutlineSegment body;
  body.text = "Wombat.";
  return {field, body};
}

// What the translation's permalink should be; "" where nothing is to be said.
std::string Expected(const std::string& source, const std::string& target, FieldRole role = FieldRole::kDerive) {
  const std::vector<Underived> found = FindUnderived(Permalink(source, role), Permalink(target, role), "en", "pt-br");
  return found.empty() ? "" : found.front().expected;
}

TEST(DerivedFields, TellsWhatDoesNotFollowFromTheSources) {
  EXPECT_EQ(Expected("/products/en/wombat-2/", "/products/pt-br/wombat/"), "/products/pt-br/wombat-2/");
  EXPECT_EQ(Expected("/products/en/wombat/", "/products/en/wombat/"), "/products/pt-br/wombat/");
}

TEST(DerivedFields, SaysNothingOfWhatFollows) {
  EXPECT_EQ(Expected("/products/en/wombat/", "/products/pt-br/wombat/"), "");
  EXPECT_EQ(Expected("/products/en/wombat/", "/products/pt-BR/wombat/"), "");
}

TEST(DerivedFields, SaysNothingWhereNothingFollows) {
  EXPECT_EQ(Expected("/wombat/", "/bicho/"), "") << "the source names no language";
  EXPECT_EQ(Expected("[/en/a/, /en/b/]", "[/pt-br/a/]"), "") << "a list";
  EXPECT_EQ(Expected("/en/a/", "/b/", FieldRole::kIgnore), "") << "another role";
  EXPECT_TRUE(FindUnderived(Permalink("/en/a/"), {}, "en", "pt-br").empty()) << "the translation has none";
}

}  // namespace
}  // namespace lockstep
