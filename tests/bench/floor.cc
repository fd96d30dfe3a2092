// The floor for a full sync: only what the libraries must do over the same bytes, and nothing with the results.
//
//   bench_floor DATABASE THREADS < paths
//
// For each file, in the way that each library's own examples show: read it; yaml-cpp's Load over the front matter;
// cmark-gfm, with the extensions, over the body; ICU's NFC check over all of it; ICU's sentences of the body, in the
// document's language and with CLDR's suppressions ("Dr.", "z.B."); one LevelDB batch, default options, with the text.
// Nothing is kept, compared, hashed or counted, and no text is copied but what ICU and yaml-cpp are handed. Breaking
// the body paragraph by paragraph, as the program has to, takes the same time.
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <leveldb/db.h>
#include <leveldb/write_batch.h>
#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <yaml-cpp/yaml.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

std::string ReadFile(const std::string& path) {
  std::string text(std::filesystem::file_size(path), '\0');
  std::ifstream(path, std::ios::binary).read(text.data(), static_cast<std::streamsize>(text.size()));
  return text;
}

void ParseMarkdown(const std::string& body) {
  cmark_parser* parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
  for (const char* name : {"table", "strikethrough", "autolink", "tasklist"}) {
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser, body.data(), body.size());
  cmark_node_free(cmark_parser_finish(parser));
  cmark_parser_free(parser);
}

// The document's language.
std::string ParseYaml(const std::string& yaml) {
  try {
    const YAML::Node front = YAML::Load(yaml);
    if (front.IsMap()) return front["lang"].as<std::string>("en");
  } catch (const YAML::Exception&) {  // real sites have such files; the time counts all the same
  }
  return "en";
}

class Unicode {
 public:
  void CheckNfc(const std::string& text) { nfc_->isNormalizedUTF8(text, status_); }

  void SplitSentences(const std::string& body, const std::string& lang) {
    icu::BreakIterator& breaker = BreakerFor(lang);
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(body);
    breaker.setText(text);
    while (breaker.next() != icu::BreakIterator::DONE) {
    }
  }

 private:
  icu::BreakIterator& BreakerFor(const std::string& lang) {
    std::unique_ptr<icu::BreakIterator>& breaker = breakers_[lang];
    if (breaker == nullptr) {
      icu::Locale locale(lang.c_str());
      locale.setKeywordValue("ss", "standard", status_);
      breaker.reset(icu::BreakIterator::createSentenceInstance(locale, status_));
    }
    return *breaker;
  }

  UErrorCode status_ = U_ZERO_ERROR;
  const icu::Normalizer2* nfc_ = icu::Normalizer2::getNFCInstance(status_);
  std::map<std::string, std::unique_ptr<icu::BreakIterator>> breakers_;
};

void Work(const std::vector<std::string>& paths, std::atomic<std::size_t>& next, leveldb::DB& db) {
  Unicode unicode;
  for (std::size_t i = next++; i < paths.size(); i = next++) {
    const std::string text = ReadFile(paths[i]);
    const std::size_t fence = text.find("\n---", 3);
    const std::size_t end = fence == std::string::npos ? 0 : fence;
    const std::string lang = ParseYaml(text.substr(0, end));
    const std::string body = text.substr(end);
    ParseMarkdown(body);
    unicode.CheckNfc(text);
    unicode.SplitSentences(body, lang);
    leveldb::WriteBatch batch;
    batch.Put(paths[i], text);
    db.Write({}, &batch);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::vector<std::string> paths;
  for (std::string path; std::getline(std::cin, path);) paths.push_back(path);
  leveldb::Options options;
  options.create_if_missing = true;
  leveldb::DB* opened = nullptr;
  if (!leveldb::DB::Open(options, argv[1], &opened).ok()) return 1;
  const std::unique_ptr<leveldb::DB> db(opened);
  cmark_gfm_core_extensions_ensure_registered();
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> threads;
  for (long i = std::strtol(argv[2], nullptr, 10); i > 0; --i) threads.emplace_back([&] { Work(paths, next, *db); });
}
