// The floor for a full sync: only what the libraries must do over the same bytes, and nothing with the results.
//
//   bench_floor DATABASE THREADS < paths
//
// For each file: read; yaml-cpp over the front matter; cmark-gfm, with the extensions, over the body; ICU's NFC check
// over all of the file; ICU's sentences; one LevelDB batch, default options, with the text. Sentences are asked for as
// the program has to: in the document's language, with CLDR's suppressions ("Dr.", "z.B."), which are the slow part,
// and block by block, because a sentence ends where its paragraph does. Blocks of a word or two without an end are left
// out, as whoever asks sensibly leaves them out. Nothing is kept, compared, hashed or counted, and no text is copied
// but what ICU is handed.
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
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

using Node = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;

Node ParseMarkdown(std::string_view body) {
  cmark_parser* parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
  for (const char* name : {"table", "strikethrough", "autolink", "tasklist"}) {
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser, body.data(), body.size());
  Node root(cmark_parser_finish(parser), cmark_node_free);
  cmark_parser_free(parser);
  return root;
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

  // The sentences of all paragraphs below `root`.
  void Split(cmark_node* root, const std::string& lang) {
    icu::BreakIterator& breaker = BreakerFor(lang);
    const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iter(cmark_iter_new(root), cmark_iter_free);
    for (cmark_event_type event = cmark_iter_next(iter.get()); event != CMARK_EVENT_DONE;
         event = cmark_iter_next(iter.get())) {
      cmark_node* node = cmark_iter_get_node(iter.get());
      if (event == CMARK_EVENT_EXIT && cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH) SplitBlock(breaker);
      if (event != CMARK_EVENT_ENTER) continue;
      if (cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH) block_.clear();
      if (cmark_node_get_type(node) == CMARK_NODE_TEXT) block_ += cmark_node_get_literal(node);
      if (cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK) block_ += ' ';
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

  void SplitBlock(icu::BreakIterator& breaker) {
    constexpr std::size_t kShortest = 20;  // bytes
    if (block_.size() < kShortest) return;
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(block_);
    breaker.setText(text);
    while (breaker.next() != icu::BreakIterator::DONE) {
    }
  }

  UErrorCode status_ = U_ZERO_ERROR;
  const icu::Normalizer2* nfc_ = icu::Normalizer2::getNFCInstance(status_);
  std::map<std::string, std::unique_ptr<icu::BreakIterator>> breakers_;
  std::string block_;
};

void Work(const std::vector<std::string>& paths, std::atomic<std::size_t>& next, leveldb::DB& db) {
  Unicode unicode;
  for (std::size_t i = next++; i < paths.size(); i = next++) {
    const std::string text = ReadFile(paths[i]);
    const std::size_t fence = text.find("\n---", 3);
    const std::size_t end = fence == std::string::npos ? 0 : fence;
    const std::string lang = ParseYaml(text.substr(0, end));
    const Node root = ParseMarkdown(std::string_view(text).substr(end));
    unicode.CheckNfc(text);
    unicode.Split(root.get(), lang);
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
