#include "pipeline/review_state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace lockstep {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Review = std::vector<IndexEntry>;

IndexEntry Entry(const std::string& collection, const std::string& ref, const std::string& lang,
                 const std::string& name) {
  IndexEntry entry;
  entry.key = {collection, ref, lang};
  entry.path = collection + '/' + lang + '/' + name + ".md";
  return entry;
}

SiteRules Rules() {
  SiteRules rules;
  rules.source_lang = "en";
  for (const char* name : {"companies", "products"}) {
    Collection collection;
    collection.name = name;
    collection.files = collection.name + "/{lang}/*.md";
    collection.key_field = "ref";
    rules.collections.push_back(std::move(collection));
  }
  return rules;
}

// What is said of a site with these reviews, in the index's order: "path: message [code]".
std::vector<std::string> Check(const std::vector<Review>& reviews) {
  const SiteRules rules = Rules();
  CrossChecks checks(rules);
  for (const Review& review : reviews) checks.See(review);
  const auto review_of = [&](const std::string& collection, const std::string& ref) {
    for (const Review& review : reviews) {
      if (review.front().key.collection == collection && review.front().key.ref == ref) return review;
    }
    return Review();
  };
  std::vector<std::string> said;
  for (const Diagnostic& diagnostic : checks.Finish(review_of)) {
    said.push_back(diagnostic.where.path + ": " + diagnostic.message + " [" + diagnostic.code + "]");
  }
  return said;
}

TEST(CrossChecks, TellsEachTranslationWhoseRefDiffersWhateverComesFirst) {
  EXPECT_THAT(
      Check({{Entry("products", "acme-1", "de", "acme"), Entry("products", "acme-1", "ja", "acme")},
             {Entry("products", "acme-one", "en", "acme")}}),
      ElementsAre("products/de/acme.md: the ref is \"acme-1\", but \"acme-one\" in the document of the same path in "
                  "en [ref-differs]",
                  "products/ja/acme.md: the ref is \"acme-1\", but \"acme-one\" in the document of the same path in "
                  "en [ref-differs]"));
  EXPECT_THAT(
      Check({{Entry("products", "acme", "en", "acme")},
             {Entry("products", "acme-1", "de", "acme"), Entry("products", "acme-1", "ja", "acme")}}),
      ElementsAre("products/de/acme.md: the ref is \"acme-1\", but \"acme\" in the document of the same path in "
                  "en [ref-differs]",
                  "products/ja/acme.md: the ref is \"acme-1\", but \"acme\" in the document of the same path in "
                  "en [ref-differs]"));
}

TEST(CrossChecks, ComparesTranslationsWithTheSourceNotWithEachOther) {
  EXPECT_THAT(Check({{Entry("products", "a", "de", "acme")},
                     {Entry("products", "b", "en", "acme"), Entry("products", "b", "ja", "acme")}}),
              ElementsAre("products/de/acme.md: the ref is \"a\", but \"b\" in the document of the same path in en "
                          "[ref-differs]"));
}

TEST(CrossChecks, ComparesWithTheFirstWhereNoneIsTheSource) {
  EXPECT_THAT(Check({{Entry("products", "a", "de", "acme")}, {Entry("products", "b", "ja", "acme")}}),
              ElementsAre("products/ja/acme.md: the ref is \"b\", but \"a\" in the document of the same path in de "
                          "[ref-differs]"));
}

TEST(CrossChecks, FindsASourceElsewhereThatHasOtherTranslations) {
  EXPECT_THAT(Check({{Entry("companies", "acme", "ja", "acme")},
                     {Entry("products", "acme", "de", "acme"), Entry("products", "acme", "en", "acme")}}),
              ElementsAre("companies/ja/acme.md: the review \"acme\" has its source in another collection: "
                          "\"products\", not \"companies\" [ref-elsewhere]"));
}

TEST(CrossChecks, LeavesAloneWhatIsTranslatedElsewhere) {
  EXPECT_THAT(Check({{Entry("companies", "acme", "ja", "acme")},
                     {Entry("products", "acme", "en", "acme"), Entry("products", "acme", "ja", "acme")}}),
              IsEmpty());
}

}  // namespace
}  // namespace lockstep
