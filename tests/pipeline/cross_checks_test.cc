#include "pipeline/cross_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
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
  const ReviewIndex index{
      .for_each =
          [&](const ReviewIndex::Visitor& visit) {
            for (const Review& review : reviews) visit(review);
          },
      .review =
          [&](const std::string& collection, const std::string& ref) {
            const auto found = std::find_if(reviews.begin(), reviews.end(), [&](const Review& review) {
              return review.front().key.collection == collection && review.front().key.ref == ref;
            });
            return found == reviews.end() ? Review() : *found;
          }};
  std::vector<std::string> said;
  CheckAcross(index, rules, [&](const Diagnostic& diagnostic) {
    said.push_back(diagnostic.where.path + ": " + diagnostic.message + " [" + diagnostic.code + "]");
  });
  std::sort(said.begin(), said.end());
  return said;
}

TEST(CheckAcross, TellsEachTranslationWhoseRefDiffersWhateverComesFirst) {
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

TEST(CheckAcross, ComparesTranslationsWithTheSourceNotWithEachOther) {
  EXPECT_THAT(Check({{Entry("products", "a", "de", "acme")},
                     {Entry("products", "b", "en", "acme"), Entry("products", "b", "ja", "acme")}}),
              ElementsAre("products/de/acme.md: the ref is \"a\", but \"b\" in the document of the same path in en "
                          "[ref-differs]"));
}

TEST(CheckAcross, ComparesWithTheFirstWhereNoneIsTheSource) {
  EXPECT_THAT(Check({{Entry("products", "a", "de", "acme")}, {Entry("products", "b", "ja", "acme")}}),
              ElementsAre("products/ja/acme.md: the ref is \"b\", but \"a\" in the document of the same path in de "
                          "[ref-differs]"));
}

TEST(CheckAcross, FindsASourceElsewhereThatHasOtherTranslations) {
  EXPECT_THAT(Check({{Entry("companies", "acme", "ja", "acme")},
                     {Entry("products", "acme", "de", "acme"), Entry("products", "acme", "en", "acme")}}),
              ElementsAre("companies/ja/acme.md: the review \"acme\" has its source in another collection: "
                          "\"products\", not \"companies\" [ref-elsewhere]"));
}

TEST(CheckAcross, LeavesAloneWhatIsTranslatedElsewhere) {
  EXPECT_THAT(Check({{Entry("companies", "acme", "ja", "acme")},
                     {Entry("products", "acme", "en", "acme"), Entry("products", "acme", "ja", "acme")}}),
              IsEmpty());
}

}  // namespace
}  // namespace lockstep
