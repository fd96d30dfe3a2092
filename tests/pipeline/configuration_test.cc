#include "pipeline/configuration.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace lockstep {
namespace {

const char* const kCollections = "collections:\n  - name: docs\n    files: docs/{lang}/*.md\n";

std::string ErrorOf(const std::string& text) {
  try {
    ParseConfiguration(text, "lockstep.yml");
  } catch (const ConfigurationError& error) {
    return error.what();
  }
  return "";
}

TEST(Configuration, ReadsEverything) {
  const Configuration configuration = ParseConfiguration(
      "version: 1\nsource_lang: en\ntargets: [ja, pt_br]\n"
      "collections:\n"
      "  - {name: reviews, files: \"_r/{lang}/**/*.md\", key: {field: page_id}, lang: {field: locale}}\n"
      "  - {name: docs, files: \"docs/*.{lang}.md\", key: path, lang: path}\n"
      "exclude: [\"docs/old/**\"]\n"
      "fields: {copy: [stars], translate: [title], otherwise: translate}\n"
      "store: ../memory\nlocales: languages\nsettling_time: 36h\n",
      "lockstep.yml");
  const SiteRules& rules = configuration.rules;
  EXPECT_EQ(rules.source_lang, "en");
  EXPECT_EQ(rules.targets, (std::vector<std::string>{"ja", "pt-BR"}));
  ASSERT_EQ(rules.collections.size(), 2U);
  EXPECT_EQ(rules.collections[0].key_field, "page_id");
  EXPECT_EQ(rules.collections[0].lang_field, "locale");
  EXPECT_EQ(rules.collections[1].key_field, "");
  EXPECT_EQ(rules.exclude, std::vector<std::string>{"docs/old/**"});
  EXPECT_EQ(rules.roles.Of("stars"), FieldRole::kCopy);
  EXPECT_EQ(rules.roles.Of("page_id"), FieldRole::kKey);
  EXPECT_EQ(rules.roles.Of("unheard"), FieldRole::kTranslate);
  EXPECT_EQ(configuration.store, "../memory");
  EXPECT_EQ(configuration.locales, "languages");
  EXPECT_EQ(configuration.settling_ms, 36LL * 3600 * 1000);
  EXPECT_TRUE(configuration.warnings.empty());
}

TEST(Configuration, SettlingTimeIsANumberAndAUnit) {
  const auto with = [](const std::string& time) {
    return std::string("version: 1\n") + kCollections + "settling_time: " + time + "\n";
  };
  const std::pair<const char*, std::int64_t> good[] = {{"1d", 1440}, {"36h", 2160}, {"90m", 90}, {"0h", 0}};
  for (const auto& [time, minutes] : good) {
    EXPECT_EQ(ParseConfiguration(with(time), "lockstep.yml").settling_ms, minutes * 60'000) << time;
  }
  for (const char* bad : {"1", "h", "1 d", "-1d", "1w", "1000000d", "99999999999999999999h", "1.5h"}) {
    EXPECT_NE(ErrorOf(with(bad)).find(fmt::format("\"{}\" is no time, expected one like 1d, 36h or 90m", bad)),
              std::string::npos)
        << bad;
  }
}

TEST(Configuration, WarnsAboutUnknownKeysAndReadsOn) {
  const Configuration configuration =
      ParseConfiguration(std::string("version: 1\nexlude: []\n") + kCollections, "lockstep.yml");
  EXPECT_EQ(configuration.rules.collections.size(), 1U);
  ASSERT_EQ(configuration.warnings.size(), 1U);
  EXPECT_EQ(RenderText(configuration.warnings[0], false),
            "lockstep.yml:2:1: warning: unknown key \"exlude\", did you mean \"exclude\"? [config-unknown]\n"
            "exlude: []\n"
            "^~~~~~\n");
}

TEST(Configuration, NamesAMisspeltKeyWhereSomethingIsMissing) {
  EXPECT_EQ(ErrorOf("version: 1\ncolections: []\n"),
            "lockstep.yml:1:1: error: no collections; `lockstep init --dry-run` proposes some [config-invalid]\n"
            "version: 1\n"
            "^~~~~~~~~~\n"
            "lockstep.yml:2:1: note: unknown key \"colections\", did you mean \"collections\"?\n"
            "colections: []\n"
            "^~~~~~~~~~\n");
}

TEST(Configuration, ShowsTheOffendingPlace) {
  EXPECT_EQ(ErrorOf(std::string("version: 2\n") + kCollections),
            "lockstep.yml:1:10: error: version 2 is newer than this program, which knows version 1 [config-invalid]\n"
            "version: 2\n"
            "         ^\n");
}

TEST(Configuration, RefusesWhatWouldChangeItsMeaning) {
  const std::string good = kCollections;
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"version: one\n" + good, "version \"one\" is none, expected 1"},
      {"version: 1\n", "no collections; `lockstep init --dry-run` proposes some"},
      {"version: 1\nsource_lang: klingonese\n" + good, "\"klingonese\" is no language tag"},
      {"version: 1\ntargets: ja\n" + good, "expected a list of language tags"},
      {"version: 1\n" + good + "  - {name: docs, files: \"{lang}/*.md\"}\n", "collection \"docs\" is there twice"},
      {"version: 1\ncollections: [{name: a}]\n", "collection \"a\" has no files"},
      {"version: 1\ncollections: [{name: a, files: a/*.md}]\n", "has no {lang}, and no `lang: {field: NAME}`"},
      {"version: 1\ncollections: [{name: a, files: a/*.md, lang: {field: lang}}]\n",
       "has no {lang}, and no `key: {field: NAME}`"},
      {"version: 1\ncollections: [{name: a, files: \"/{lang}/*.md\"}]\n", "begins with /"},
      {"version: 1\ncollections: [{name: a, files: \"a/{lang}/*.md\", source: \"a/{lang}/*.md\"}]\n",
       "must not have {lang}"},
      {"version: 1\ncollections: [{name: a, files: \"a/**/{lang}/*.md\", source: a/*.md}]\n",
       "`source` goes with a folder for each language, {lang}/, before any * in `files`, but that is "
       "\"a/**/{lang}/*.md\""},
      {"version: 1\ncollections: [{name: a, files: \"a/*.{lang}.md\", source: a/*.md}]\n",
       "`source` goes with a folder"},
      {"version: 1\ncollections: [{name: a, files: \"a/{lang}*/*.md\", source: a/*.md}]\n",
       "`source` goes with a folder"},
      {"version: 1\ncollections: [{name: a, files: \"a/{lang}.md\", source: a/*.md}]\n", "`source` goes with a folder"},
      {"version: 1\ncollections: [{name: a, files: \"{lang}/../*.md\"}]\n", "has . or .. for a name"},
      {"version: 1\ncollections: [{name: a, files: \"{lang}/a**.md\"}]\n", "has ** with other characters"},
      {"version: 1\ncollections: [{name: a, files: \"{lang}/{lang}.md\"}]\n", "has {lang} twice"},
      {"version: 1\ncollections: [{name: a, files: \"{locale}/*.md\"}]\n",
       "has a brace that is neither {lang} nor a choice like {md,mdx}"},
      {"version: 1\ncollections: [{name: a, files: \"{lang}/{b,c}/*.md\"}]\n",
       "has a choice like {md,mdx} in the name of a folder"},
      {"version: 1\nexclude: [\"{lang}/x\"]\n" + good, "must not have {lang}"},
      {"version: 1\nfields: {copy: [a], translate: [a]}\n" + good, "field \"a\" has a role already"},
      {"version: 1\nfields: {otherwise: keep}\n" + good, "expected one of key, copy, translate"},
      {"version: 1\nversion: 1\n" + good, "key \"version\" is there twice"},
      {"just text", "expected `version: 1`"},
      {"", "expected `version: 1`"},
      {"\xff", "not UTF-8"},
      {"a: [", "[config-yaml]"},
  };
  for (const auto& [text, message] : rows) {
    EXPECT_NE(ErrorOf(text).find(message), std::string::npos) << text << "\n" << ErrorOf(text);
  }
}

TEST(Configuration, WritesWhatItReads) {
  SiteRules rules;
  rules.source_lang = "de";
  rules.targets = {"en", "zh-Hans"};
  rules.collections = {{"a: b", "_x/{lang}/**/*.md", "ref", "lang"}, {"c", "{lang}/[1], 2.md", "", ""}};
  rules.exclude = {"**/draft*.md"};
  rules.roles.by_name["yes"] = FieldRole::kIgnore;
  rules.roles.otherwise = FieldRole::kTranslate;
  const std::string text = WriteConfiguration(rules);
  const Configuration read = ParseConfiguration(text, "lockstep.yml");
  EXPECT_EQ(WriteConfiguration(read.rules), text);
  Configuration written;
  written.rules = rules;
  EXPECT_EQ(RulesHash(read), RulesHash(written));
  EXPECT_EQ(read.rules.targets, rules.targets);
  EXPECT_EQ(read.rules.exclude, rules.exclude);
  EXPECT_TRUE(read.warnings.empty());
}

TEST(RulesHash, ChangesWithWhatIsMadeOfAFileOnly) {
  Configuration configuration;
  configuration.rules.collections = {{"a", "{lang}/*.md", "ref", "lang"}};
  const std::uint32_t hash = RulesHash(configuration);
  Configuration other = configuration;
  other.rules.exclude = {"x/**"};
  EXPECT_EQ(RulesHash(other), hash);
  other = configuration;
  other.rules.collections[0].key_field = "id";
  EXPECT_NE(RulesHash(other), hash);
  other = configuration;
  other.rules.roles.otherwise = FieldRole::kCopy;
  EXPECT_NE(RulesHash(other), hash);
  other = configuration;
  other.rules.targets = {"de"};
  EXPECT_NE(RulesHash(other), hash);
  other = configuration;
  other.language_data = 1;
  EXPECT_NE(RulesHash(other), hash);
}

TEST(Configuration, ReadsThePolicy) {
  const Policy standard = ParseConfiguration(kCollections, "lockstep.yml").policy;
  EXPECT_TRUE(standard.Ignores(EditClass::kCosmetic));
  EXPECT_FALSE(standard.Ignores(EditClass::kReference));

  const Policy policy = ParseConfiguration(std::string(kCollections) +
                                               "policy:\n  stale: [rating, figure]\n"
                                               "  severity: {prose: high, figure: low}\n"
                                               "  field_severity: {tags: none, rating: low}\n",
                                           "lockstep.yml")
                            .policy;
  EXPECT_FALSE(policy.Ignores(EditClass::kFigure));
  EXPECT_TRUE(policy.Ignores(EditClass::kProse));
  EXPECT_TRUE(policy.Ignores(EditClass::kCosmetic));
  EXPECT_EQ(policy.SeverityOf(EditClass::kFigure, std::nullopt), Urgency::kLow);
  EXPECT_EQ(policy.SeverityOf(EditClass::kField, "tags"), Urgency::kNone);
  EXPECT_EQ(policy.SeverityOf(EditClass::kRating, "rating.total"), Urgency::kLow);
  EXPECT_EQ(policy.SeverityOf(EditClass::kField, "title"), Urgency::kMedium);
}

TEST(Configuration, SaysWhatIsWrongWithThePolicy) {
  struct Row {
    std::string policy, error;
  };
  const Row rows[] = {
      {"[rating]", "4:9: error: expected a mapping like `stale: [rating, figure]`"},
      {"{stale: rating}", "4:17: error: expected a list of classes of edits"},
      {"{stale: [rating, figur]}",
       "4:26: error: expected one of rating, structure, figure, field, prose, currency, reference, cosmetic, did you "
       "mean \"figure\"?"},
      {"{severity: {prose: urgent}}", "4:28: error: expected one of high, medium, low, none"},
      {"{severity: {title: low}}",
       "4:21: error: expected one of rating, structure, figure, field, prose, currency, reference, cosmetic"},
      {"{severity: {prose: low, prose: high}}", "4:33: error: key \"prose\" is there twice"},
      {"{field_severity: low}", "4:26: error: expected a mapping like `tags: low`"},
  };
  for (const Row& row : rows) {
    const std::string error = ErrorOf(std::string(kCollections) + "policy: " + row.policy + "\n");
    EXPECT_EQ(error.substr(0, error.find(" [config")), "lockstep.yml:" + row.error) << row.policy;
  }
  const Configuration typo = ParseConfiguration(std::string(kCollections) + "policy: {stales: []}\n", "lockstep.yml");
  ASSERT_EQ(typo.warnings.size(), 2U);
  EXPECT_EQ(typo.warnings[1].message, "unknown key \"stales\" in policy, did you mean \"stale\"?");
}

}  // namespace
}  // namespace lockstep
