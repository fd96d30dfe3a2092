#include "pipeline/site_walk.h"

#include <gtest/gtest.h>

namespace lockstep {
namespace {

TEST(PatternHeads, ReachOnlyWhereDocumentsMayBe) {
  SiteRules rules;
  rules.collections = {{"docs", "i18n/{lang}/docs/**/*.md", "", "", "docs/**/*.md"}};
  rules.exclude = {"docs/build/**", "docs/**/old.md", "docs/draft-*/**"};
  const PatternHeads heads(rules);
  for (const char* inside : {"i18n/", "i18n/fr/", "docs/", "docs/builder/", "docs/draft-1/"}) {
    EXPECT_TRUE(heads.Reaches(inside)) << inside;
  }
  for (const char* outside : {"src/", "docs/build/", "docs/build/x/"}) EXPECT_FALSE(heads.Reaches(outside)) << outside;
}

TEST(PatternHeads, ReachAllFoldersOfASiteButThoseLeftOut) {
  SiteRules rules;
  rules.collections = {{"pages", "{lang}/**/*.md", "", "", "**/*.md"}};
  rules.exclude = {"node_modules/**"};
  const PatternHeads heads(rules);
  EXPECT_TRUE(heads.Reaches("guide/"));
  EXPECT_FALSE(heads.Reaches("node_modules/"));
}

}  // namespace
}  // namespace lockstep
