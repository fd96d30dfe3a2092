// The floor for a full sync: only what the libraries must do over the same bytes, and nothing with the results.
//
//   bench_floor DATABASE THREADS < paths
//
// For each file: read, yaml-cpp over the front matter, cmark-gfm over the body, ICU's NFC check and sentences over the
// text, one LevelDB batch with the text.
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

void ParseMarkdown(std::string_view body) {
  cmark_parser* parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
  for (const char* name : {"table", "strikethrough", "autolink", "tasklist"}) {
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser, body.data(), body.size());
  cmark_node_free(cmark_parser_finish(parser));
  cmark_parser_free(parser);
}

void ParseYaml(const std::string& yaml) {
  try {
    YAML::Load(yaml);
  } catch (const YAML::Exception&) {  // the real site has such files; the time counts all the same
  }
}

class Unicode {
 public:
  Unicode() : breaker_(icu::BreakIterator::createSentenceInstance(icu::Locale("en"), status_)) {}

  void Check(const std::string& text) {
    nfc_->isNormalizedUTF8(text, status_);
    breaker_->setText(icu::UnicodeString::fromUTF8(text));
    while (breaker_->next() != icu::BreakIterator::DONE) {
    }
  }

 private:
  UErrorCode status_ = U_ZERO_ERROR;
  const icu::Normalizer2* nfc_ = icu::Normalizer2::getNFCInstance(status_);
  std::unique_ptr<icu::BreakIterator> breaker_;
};

void Work(const std::vector<std::string>& paths, std::atomic<std::size_t>& next, leveldb::DB& db) {
  Unicode unicode;
  for (std::size_t i = next++; i < paths.size(); i = next++) {
    const std::string text = ReadFile(paths[i]);
    const std::size_t fence = text.find("\n---", 3);
    const std::size_t end = fence == std::string::npos ? 0 : fence;
    ParseYaml(text.substr(0, end));
    ParseMarkdown(std::string_view(text).substr(end));
    unicode.Check(text);
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
