#include "stages/keying.h"

#include <gtest/gtest.h>

#include "stages/front_matter.h"

namespace lockstep {
namespace {

SiteRules Rules(const std::string& files, std::vector<std::string> targets = {}) {
  SiteRules rules;
  rules.targets = std::move(targets);
  rules.collections = {{"docs", files, "", ""}};
  return rules;
}

// "lang(text) neutral", or "no".
std::string Match(const std::string& path, const SiteRules& rules) {
  const std::optional<PathMatch> match = MatchPath(path, rules);
  return match ? match->lang + "(" + match->lang_text + ") " + match->neutral : "no";
}

struct Row {
  const char* pattern;
  const char* path;
  const char* expected;
};

TEST(Keying, MatchesPaths) {
  const Row rows[] = {
      {"content/{lang}/**/*.md", "content/pt-br/a/b.md", "pt-BR(pt-br) a/b"},
      {"content/{lang}/**/*.md", "content/en/b.md", "en(en) b"},
      {"content/{lang}/**/*.md", "content/zh_CN/b.md", "zh-CN(zh_CN) b"},
      {"_x/{lang}/**/*.md", "_x/ja/名 前/it's.md", "ja(ja) 名 前/it's"},
      {"{lang}/docs/*.md", "de/docs/a.md", "de(de) docs/a"},
      {"docs/{lang}.md", "docs/de.md", "de(de) "},
      {"site-{lang}/*.md", "site-de/a.md", "de(de) site/a"},
      {"**/{lang}/**/*.md", "docs/en/a.md", "en(en) docs/a"},
      {"docs/**/*.{lang}.md", "docs/x/y.ar.md", "ar(ar) x/y"},
      {"docs/**/*.{lang}.md", "docs/x/y.md", "en() x/y"},
      {"docs/**/*.{lang}.md", "docs/a.b.ar.md", "ar(ar) a.b"},
      {"docs/**/*.{lang}.md", "docs/a.v2.md", "en() a.v2"},
      {"docs/**/*.md", "docs/x/y.md", "() x/y"},
      {"content/{lang}/**/*.md", "content/xx/a.md", "(xx) a"},
      {"content/{lang}/**/*.md", "content/assets/a.md", "no"},
      {"content/{lang}/**/*.md", "content/en/a.txt", "no"},
      {"content/{lang}/**/*.md", "other/en/a.md", "no"},
      {"content/{lang}/**/*.md", "content/en", "no"},
      {"content/{lang}/*.md", "content/en/a/b.md", "no"},
      {"a*b*c.md", "aXbYc.md", "() aXbYc"},
      {"docs/{lang}/**/*.{md,mdx}", "docs/ja/x/a.md", "ja(ja) x/a"},
      {"docs/{lang}/**/*.{md,mdx}", "docs/ja/x/a.mdx", "ja(ja) x/a"},
      {"docs/{lang}/**/*.{md,mdx}", "docs/ja/x/a.mdxx", "no"},
      {"docs/**/*.{lang}.{md,mdx}", "docs/a.ja.mdx", "ja(ja) a"},
      {"docs/**/*.{lang}.{md,mdx}", "docs/a.md", "en() a"},
      {"{lang}/{a,ab}*", "ja/ab", "ja(ja) ab"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(Match(row.path, Rules(row.pattern)), row.expected) << row.pattern << " " << row.path;
}

TEST(Keying, TakesSourcesThatHaveNoFolderForTheirLanguage) {
  struct SourceRow {
    const char* files;
    const char* source;
    const char* path;
    const char* expected;
  };
  const SourceRow rows[] = {
      {"docs/{lang}/**/*.md", "docs/**/*.md", "docs/guide/a.md", "en() guide/a"},
      {"docs/{lang}/**/*.md", "docs/**/*.md", "docs/pt-br/guide/a.md", "pt-BR(pt-br) guide/a"},
      {"docs/{lang}/**/*.md", "docs/**/*.md", "docs/xyz/a.md", "en() xyz/a"},
      {"docs/{lang}/**/*.md", "docs/**/*.md", "docs/a.txt", "no"},
      {"docs/{lang}/**/*.md", "docs/**/*.md", "other/a.md", "no"},
      {"{lang}/**/*.md", "**/*.md", "a.md", "en() a"},
      {"{lang}/**/*.md", "**/*.md", "ja/a.md", "ja(ja) a"},
      {"i18n/{lang}/current/**/*.md", "docs/**/*.md", "i18n/zh-Hans/current/x/a.md", "zh-Hans(zh-Hans) x/a"},
      {"i18n/{lang}/current/**/*.md", "docs/**/*.md", "docs/x/a.md", "en() x/a"},
      {"i18n/{lang}/current/**/*.md", "docs/**/*.md", "i18n/fr/old/a.md", "no"},
      {"i18n/{lang}/v-*/*.md", "docs/v-*/*.md", "i18n/fr/v-2/a.md", "fr(fr) v-2/a"},
      {"i18n/{lang}/v-*/*.md", "docs/v-*/*.md", "docs/v-2/a.md", "en() v-2/a"},
      {"docs/{lang}/**/*.{md,mdx}", "docs/**/*.{md,mdx}", "docs/ja/a.md", "ja(ja) a"},
      {"docs/{lang}/**/*.{md,mdx}", "docs/**/*.{md,mdx}", "docs/a.mdx", "en() a"},
  };
  for (const SourceRow& row : rows) {
    SiteRules rules = Rules(row.files);
    rules.collections[0].source = row.source;
    EXPECT_EQ(Match(row.path, rules), row.expected) << row.files << " " << row.path;
  }
}

TEST(Keying, TakesOnlyTheSitesLanguagesForASuffix) {
  const SiteRules rules = Rules("docs/**/*.{lang}.md", {"ja", "pt-BR"});
  EXPECT_EQ(Match("docs/y.min.md", rules), "en() y.min");
  EXPECT_EQ(Match("docs/y.ja.md", rules), "ja(ja) y");
  EXPECT_EQ(Match("docs/y.pt-br.md", rules), "pt-BR(pt-br) y");
  EXPECT_EQ(Match("docs/y.en.md", rules), "en(en) y");
}

TEST(Keying, LeavesExcludedPathsOut) {
  SiteRules rules = Rules("**/*.md");
  rules.exclude = {"drafts/**", "**/README.md"};
  EXPECT_EQ(Match("drafts/a/b.md", rules), "no");
  EXPECT_EQ(Match("README.md", rules), "no");
  EXPECT_EQ(Match("a/README.md", rules), "no");
  EXPECT_EQ(Match("a/b.md", rules), "() a/b");
}

TEST(Keying, TakesARootFolderForALanguageOnlyWhereItIsOne) {
  const SiteRules rules = Rules("{lang}/**/*.md");
  EXPECT_EQ(Match("pt-br/a.md", rules), "pt-BR(pt-br) a");
  EXPECT_EQ(Match("xx/README.md", rules), "no");
  EXPECT_EQ(Match("xx-YY/a.md", rules), "no");
}

TEST(Keying, GivesAPathToTheFirstCollection) {
  SiteRules rules;
  rules.collections = {{"a", "a/**/*.md", "", ""}, {"all", "**/*.md", "", ""}};
  EXPECT_EQ(MatchPath("a/x.md", rules)->collection->name, "a");
  EXPECT_EQ(MatchPath("b/x.md", rules)->collection->name, "all");
}

// "collection ref lang" and what was reported.
std::string Key(const std::string& text, const std::string& path, const Collection& collection) {
  SiteRules rules;
  rules.collections = {collection};
  const Source source{path, text};
  Diagnostics diags;
  const FrontMatter front = ReadFrontMatter(source, rules.roles, diags);
  const std::optional<PathMatch> match = MatchPath(path, rules);
  if (!match) return "no match";
  const std::optional<DocumentKey> key = KeyOf(source, front, *match, diags);
  std::string out = key ? key->collection + " " + key->ref + " " + key->lang : "";
  for (const Diagnostic& d : diags.items()) {
    out += "|" + std::to_string(d.where.line) + ":" + std::to_string(d.where.column) + ": " + d.message + " [" +
           d.code + "]";
  }
  return out;
}

TEST(Keying, ReadsKeysFromFrontMatter) {
  const Collection products{"products", "p/{lang}/**/*.md", "ref", "lang"};
  const std::pair<const char*, const char*> rows[] = {
      {"---\nref: x\nlang: en\n---\n", "products x en"},
      {"---\nref: \"x\"\nlang: \"en\"\n---\n", "products x en"},
      {"---\nref: 845\nlang: EN\n---\n", "products 845 en"},
      {"---\nref: x\n---\n", "products x en"},
      {"---\nref: x\nlang: ja\n---\n", "products x ja|3:7: `lang` is `ja`, but the path says `en` [lang-differs]"},
      {"---\nref: x\nlang: klingonish\n---\n",
       "|3:7: unknown language `klingonish`, expected a tag such as `en` or `pt-BR` [lang-unknown]"},
      {"---\nlang: en\n---\n",
       "|1:1: no `ref` in the front matter, expected the key that pairs the translations [ref-missing]"},
      {"---\nref:\nlang: en\n---\n",
       "|2:1: `ref` is empty, expected the key that pairs the translations [ref-missing]"},
      {"---\nref: [a]\n---\n", "|2:6: `ref` is a list, expected a text [ref-type]"},
      {"---\nref: {a: b}\n---\n", "|2:6: `ref` is a mapping, expected a text [ref-type]"},
      {"text\n", "|1:1: no YAML front matter, expected one with `ref` [front-matter-missing]"},
      {"", "|1:1: no YAML front matter, expected one with `ref` [front-matter-missing]"},
      {"---\nref: x\n", "|1:1: front matter is never closed, expected a line `---` behind it [front-matter-open]"},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(Key(text, "p/en/x.md", products), expected) << text;
}

TEST(Keying, PairsByPathWithoutFrontMatter) {
  const Collection docs{"docs", "docs/{lang}/**/*.md", "", ""};
  EXPECT_EQ(Key("text", "docs/ko/a/b.md", docs), "docs a/b ko");
  EXPECT_EQ(Key("text", "docs/ko/e\xCC\x81.md", docs), "docs \xC3\xA9 ko");
  EXPECT_EQ(Key("text", "docs/xx/a.md", docs),
            "|1:1: unknown language `xx` in the path, expected a tag such as `en` or `pt-BR` [lang-unknown]");
  EXPECT_EQ(Key("text", "a.md", {"all", "*.md", "", ""}), "|1:1: the path names no language [lang-missing]");
  EXPECT_EQ(Key("text", "a.md", {"all", "*.md", "", "lang"}),
            "|1:1: no `lang` in the front matter, expected the language of the text [lang-missing]");
}

}  // namespace
}  // namespace lockstep
