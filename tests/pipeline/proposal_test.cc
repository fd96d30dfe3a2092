#include "pipeline/proposal.h"

#include <gtest/gtest.h>

#include <map>

namespace lockstep {
namespace {

// A site in memory.
using Site = std::map<std::string, std::string>;

Proposal Of(const Site& site) {
  std::vector<std::string> paths;
  for (const auto& [path, text] : site) paths.push_back(path);
  return Propose(paths, [&](const std::string& path) { return site.at(path); });
}

std::string Head(const std::string& fields) {
  return "---\n" + fields + "\n---\nText.\n";
}

std::string Dump(const Proposal& proposal) {
  std::string out;
  for (const ProposedCollection& found : proposal.collections) {
    const Collection& c = found.collection;
    out += c.name + " " + c.files + (c.source.empty() ? "" : " source=" + c.source) + " key=" + c.key_field +
           " lang=" + c.lang_field + " " + std::to_string(found.documents) + "\n";
  }
  return out;
}

TEST(Proposal, FindsLanguagesInFoldersAndTheFieldThatPairsThem) {
  Site site;
  for (const char* name : {"a", "b", "c", "d"}) {
    for (const char* lang : {"en", "ja"}) {
      site[std::string("_goods/") + lang + "/" + name + ".md"] =
          Head(std::string("lang: ") + lang + "\nref: good-" + name + "\ntitle: " + lang + name + "\nmaker: Acme");
    }
  }
  site["README.md"] = "No front matter.";
  const Proposal proposal = Of(site);
  EXPECT_EQ(Dump(proposal), "goods _goods/{lang}/**/*.md key=ref lang=lang 8\n");
  EXPECT_EQ(proposal.rules.roles.Of("maker"), FieldRole::kCopy);
  EXPECT_EQ(proposal.rules.roles.Of("title"), FieldRole::kTranslate);
  EXPECT_EQ(proposal.rules.roles.Of("ref"), FieldRole::kKey);
}

TEST(Proposal, CopiesPricesOfASiteWithOneCurrency) {
  const auto role = [](const std::string& factor, const std::vector<std::string>& names) {
    Site site;
    for (const std::string& name : names) {
      const std::string price = std::to_string(100 + name[0]);
      site["en/" + name + ".md"] = Head("title: " + name + "\nprice: " + price);
      site["ja/" + name + ".md"] = Head("title: " + name + "\nprice: " + price + factor);
    }
    return Of(site).rules.roles.Of("price");
  };
  EXPECT_EQ(role("", {"a", "b", "c", "d"}), FieldRole::kCopy);
  EXPECT_EQ(role("00", {"a", "b", "c", "d"}), FieldRole::kConvert);
  EXPECT_EQ(role("", {"a", "b"}), FieldRole::kConvert) << "one or two may be slips";
}

TEST(Proposal, DerivesAddressesThatNameTheirLanguage) {
  const auto role = [](const std::string& other) {
    Site site;
    for (const char* name : {"a", "b", "c"}) {
      site[std::string("en/") + name + ".md"] = Head(std::string("url: /en/") + name + "/");
      site[std::string("pt-br/") + name + ".md"] = Head("url: " + other + name + "/");
    }
    return Of(site).rules.roles.Of("url");
  };
  EXPECT_EQ(role("/pt-br/"), FieldRole::kDerive);
  EXPECT_EQ(role("/en/"), FieldRole::kIgnore);
  EXPECT_EQ(role("/pt-br/x"), FieldRole::kIgnore);
}

// `names` below `folder`, with a text.
void Add(const std::string& folder, const std::vector<std::string>& names, const std::string& text, Site& site) {
  for (const std::string& name : names) site[folder + name + ".md"] = "---\ntitle: " + name + "\n---\n" + text + "\n";
}

TEST(Proposal, FindsSourcesBesideTheFoldersOfTheOtherLanguages) {
  Site site;
  Add("src/content/docs/", {"index", "guides/start", "guides/end"}, "The light is warm.", site);
  Add("src/content/docs/pt-br/", {"index", "guides/start"}, "A luz é quente.", site);
  Add("src/content/docs/ja/", {"index", "guides/end"}, "光は暖かい。", site);
  Add("", {"README", "CONTRIBUTING"}, "Build it.", site);
  const Proposal proposal = Of(site);
  EXPECT_EQ(Dump(proposal), "docs src/content/docs/{lang}/**/*.md source=src/content/docs/**/*.md key= lang= 7\n");
  EXPECT_EQ(proposal.rules.source_lang, "en");
  EXPECT_TRUE(proposal.rules.exclude.empty());
}

TEST(Proposal, FindsSourcesInAnotherFolderThanTheOtherLanguages) {
  Site site;
  Add("docs/", {"index", "guides/start", "guides/index"}, "The light is warm.", site);
  Add("i18n/fr/plugin-docs/current/", {"index", "guides/start", "guides/index"}, "La lumière est chaude.", site);
  Add("blog/", {"one", "two"}, "The light is warm.", site);
  Add("i18n/fr/plugin-blog/", {"one", "two"}, "La lumière est chaude.", site);
  const Proposal proposal = Of(site);
  EXPECT_EQ(Dump(proposal),
            "docs i18n/{lang}/plugin-docs/current/**/*.md source=docs/**/*.md key= lang= 6\n"
            "blog i18n/{lang}/plugin-blog/**/*.md source=blog/**/*.md key= lang= 4\n");
}

TEST(Proposal, TellsTheLanguageOfSourcesByTheirScript) {
  Site site;
  Add("docs/", {"index", "a/start"}, "光线温暖，可以用 USB 充电。", site);
  Add("docs/en/", {"index", "a/start"}, "The light is warm, and charges by USB.", site);
  EXPECT_EQ(Of(site).rules.source_lang, "zh");
  for (auto& [path, text] : site) text = "The light is warm.";
  EXPECT_EQ(Dump(Of(site)), "");  // English beside English: nothing tells what that is
  for (const char* source : {"docs/index.md", "docs/a/start.md"}) site[source] = Head("lang: de") + "Das Licht.";
  EXPECT_EQ(Of(site).rules.source_lang, "de");
}

TEST(Proposal, LeavesOutWhatTheSitesOwnFolderHoldsBesideItsDocuments) {
  Site site;
  Add("", {"index", "about", "README"}, "The light is warm.", site);
  Add("ja/", {"index", "about"}, "光は暖かい。", site);
  const Proposal proposal = Of(site);
  EXPECT_EQ(Dump(proposal), "pages {lang}/**/*.md source=**/*.md key= lang= 4\n");
  EXPECT_EQ(proposal.rules.exclude,
            (std::vector<std::string>{"node_modules/**", "vendor/**", "_site/**", "public/**", "README.md"}));
}

TEST(Proposal, FindsTheFoldersOfASiteOfWhichTheRestIsNotTranslated) {
  Site site;
  Add("posts/", {"a", "b", "c", "d", "e"}, "The light is warm.", site);
  Add("ja/posts/", {"a", "b"}, "光は暖かい。", site);
  Add("", {"about", "legal", "index"}, "Write to us.", site);
  EXPECT_EQ(Dump(Of(site)), "posts {lang}/posts/**/*.md source=posts/**/*.md key= lang= 7\n");
}

TEST(Proposal, TakesNoOtherFilesOfAProjectForSources) {
  Site site;
  Add("", {"README", "CHANGELOG", "notes"}, "Build it.", site);
  Add("docs/", {"design", "usage"}, "The light is warm.", site);
  Add("tools/it/", {"README", "CHANGELOG", "other"}, "Build it.", site);
  EXPECT_EQ(Dump(Of(site)), "");
}

TEST(Proposal, PairsByPathWhereNoFieldDoes) {
  const Proposal proposal = Of({{"content/en/x.md", Head("title: X\nkind: tool")},
                                {"content/pt-br/x.md", Head("title: Xis\nkind: ferramenta")},
                                {"content/zh-cn/x.md", Head("title: Ex\nkind: gongju")}});
  EXPECT_EQ(Dump(proposal), "content content/{lang}/**/*.md key= lang= 3\n");
  EXPECT_EQ(proposal.collections[0].langs, (std::vector<std::string>{"en", "pt-BR", "zh-CN"}));
  EXPECT_EQ(proposal.rules.roles.Of("kind"), FieldRole::kTranslate);
}

TEST(Proposal, FindsLanguagesInSuffixes) {
  EXPECT_EQ(Dump(Of({{"docs/a.md", "A"}, {"docs/a.ar.md", "B"}, {"docs/b.md", "C"}, {"CHANGES.md", ""}})),
            "docs docs/**/*.{lang}.md key= lang= 3\n");
}

TEST(Proposal, TakesNoSlugsForLanguages) {
  Site site;
  for (const char* slug : {"amplifier", "turntable", "no-code", "it-security", "in-depth", "my", "new"}) {
    site[std::string("posts/") + slug + "/index.md"] = "The light is warm.";
    site[std::string("posts/") + slug + "/index.fr.md"] = "La lumière est chaude.";
  }
  const Proposal proposal = Of(site);
  EXPECT_EQ(Dump(proposal), "posts posts/**/*.{lang}.md key= lang= 14\n");
  EXPECT_EQ(proposal.collections[0].langs, (std::vector<std::string>{"en", "fr"}));
  std::erase_if(site, [](const auto& file) { return file.first.ends_with(".fr.md"); });
  site.erase("posts/my/index.md");
  EXPECT_EQ(Dump(Of(site)), "");
}

TEST(Proposal, KeepsFoldersOfLanguagesWhereSomeNamesLookLikeSuffixes) {
  EXPECT_EQ(Dump(Of({{"docs/en/a.md", ""}, {"docs/en/a.min.md", ""}, {"docs/ja/a.md", ""}})),
            "docs docs/{lang}/**/*.md key= lang= 3\n");
  EXPECT_EQ(Dump(Of({{"en/a.md", ""}, {"fr/a.md", ""}, {"x.md", ""}, {"x.fr.md", ""}, {"x.ja.md", ""}})),
            "pages *.{lang}.md key= lang= 3\npages-2 {lang}/**/*.md key= lang= 2\n");
}

TEST(Proposal, FindsLanguagesInFrontMatter) {
  EXPECT_EQ(Dump(Of({{"posts/one.md", Head("lang: en\npage_id: x")},
                     {"posts/eins.md", Head("lang: de\npage_id: x")},
                     {"posts/two.md", Head("lang: en\npage_id: y")}})),
            "posts posts/**/*.md key=page_id lang=lang 3\n");
}

TEST(Proposal, PairsByTheAddressThatAllLanguagesShare) {
  Site site;
  site["_posts/lamp.md"] = Head("lang: en\npermalink: /lamp/");
  site["_posts/lampe.md"] = Head("lang: fr\npermalink: /lamp/");
  site["_posts/sound.md"] = Head("lang: en\npermalink: /sound/");
  site["_posts/son.md"] = Head("lang: fr\npermalink: /son/");
  EXPECT_EQ(Dump(Of(site)), "") << "one may be a slip";
  site["_posts/son.md"] = Head("lang: fr\npermalink: /sound/");
  const Proposal proposal = Of(site);
  EXPECT_EQ(Dump(proposal), "posts _posts/**/*.md key=permalink lang=lang 4\n");
  EXPECT_EQ(proposal.rules.roles.Of("permalink"), FieldRole::kKey);
  site["_posts/more.md"] = Head("lang: en\npermalink: /lamp/");
  EXPECT_EQ(Dump(Of(site)), "") << "two documents of one language";
}

TEST(Proposal, IsEmptyWhereNothingIsTranslated) {
  EXPECT_EQ(Dump(Of({})), "");
  EXPECT_EQ(Dump(Of({{"README.md", ""}, {"en/a.md", ""}, {"docs/b.md", ""}})), "");
  EXPECT_EQ(Dump(Of({{"bin/a.md", ""}, {"man/b.md", ""}})), "");
}

TEST(Proposal, TellsWhatLooksLikeTranslations) {
  const auto seen = [](const Site& site) { return Of(site).clue.seen; };
  EXPECT_EQ(seen({{"posts/a.md", Head("lang: en")}, {"posts/b.md", Head("lang: fr")}}),
            "posts/**/*.md has documents in en, fr, and nothing tells which of them belong together");
  EXPECT_EQ(seen({{"docs/en/a.md", ""}, {"docs/fr/b.md", ""}}),
            "docs/{lang}/**/*.md has documents in en, fr, and nothing tells which of them belong together");
  const std::pair<const char*, const char*> rows[] = {
      {"docs/fr/a.md", "`files: \"docs/{lang}/**/*.md\"` and `source: \"docs/**/*.md\"`"},
      {"docs-pt-br/a.md", "`files: \"docs-{lang}/**/*.md\"` and `source: \"docs/**/*.md\"`"},
      {"docs/a_fr.md", "name such files docs/a.fr.md, or"},
      {"docs/a-fr.md", "name such files docs/a.fr.md, or"},
  };
  for (const auto& [path, advice] : rows) {
    const Clue clue = Of({{"docs/a.md", ""}, {path, ""}, {"docs/b.md", ""}}).clue;
    EXPECT_TRUE(clue.seen.starts_with(std::string(path) + " looks like the ")) << path << ": " << clue.seen;
    EXPECT_NE(clue.advice.find(advice), std::string::npos) << clue.advice;
  }
  EXPECT_EQ(seen({{"docs/a.md", ""}, {"docs/guide-x.md", ""}, {"it/README.md", ""}, {"my/README.md", ""}}), "");
}

TEST(Proposal, WantsMoreThanFolderNamesThatHappenToBeTags) {
  EXPECT_EQ(Dump(Of({{"it/README.md", ""}, {"my/README.md", ""}, {"my/CHANGELOG.md", ""}, {"it/x.md", ""}})), "");
  EXPECT_EQ(Dump(Of({{"it/a.md", ""}, {"my/a.md", ""}, {"my/b.md", ""}, {"it/c.md", ""}, {"it/d.md", ""}})),
            "pages {lang}/**/*.md key= lang= 5\n");
  EXPECT_EQ(Dump(Of({{"it/a.md", ""},
                     {"my/a.md", ""},
                     {"my/b.md", ""},
                     {"my/c.md", ""},
                     {"it/d.md", ""},
                     {"it/e.md", ""},
                     {"it/f.md", ""}})),
            "");
  EXPECT_EQ(Dump(Of({{"README.md", ""}, {"README.ja.md", ""}})), "pages *.{lang}.md key= lang= 2\n");
}

TEST(Proposal, IsDoubtfulWhereMostMarkdownIsSomethingElse) {
  Site site = {{"docs/en/a.md", ""}, {"docs/ja/a.md", ""}};
  EXPECT_EQ(DoubtAbout(Of({})), "no documents in two languages to propose one for");
  EXPECT_EQ(DoubtAbout(Of(site)), "");
  for (int i = 0; i < 6; ++i) site["notes/" + std::to_string(i) + ".md"] = "";
  EXPECT_EQ(DoubtAbout(Of(site)), "");
  site["notes/one-more.md"] = "";
  EXPECT_EQ(DoubtAbout(Of(site)), "only 2 of 9 Markdown files look like translations of each other");
  Proposal nothing;
  nothing.complete = false;
  EXPECT_EQ(DoubtAbout(nothing), "hardly any Markdown among more than 200000 files");
}

TEST(Proposal, TakesTheLargestLanguageAsSourceWhereEnglishIsMissing) {
  EXPECT_EQ(Of({{"p/de/a.md", ""}, {"p/fr/a.md", ""}, {"p/fr/b.md", ""}}).rules.source_lang, "fr");
}

}  // namespace
}  // namespace lockstep
