#include "stages/code_nesting.h"

#include <map>
#include <vector>

#include "locales/unicode.h"

namespace lockstep {
namespace {

class NestingWalk {
 public:
  void Content() { ++content_; }

  void Open(const std::string& id) {
    if (!depth_.emplace(id, open_.size()).second) {
      nesting_.unclosed.insert(id);
    } else {
      open_.push_back(id);
      content_before_[id] = content_;
    }
  }

  void Close(const std::string& id) {
    if (crossed_.erase(id) != 0) return;
    const auto at = depth_.find(id);
    if (at == depth_.end()) {
      nesting_.unopened.insert(id);
      return;
    }
    if (content_before_[id] == content_) nesting_.empty.insert(id);
    const std::size_t depth = at->second;
    if (depth + 1 < open_.size()) nesting_.crossing.insert(id);
    // What was opened later and is not closed yet can only be closed outside of this pair.
    while (open_.size() > depth + 1) {
      nesting_.crossing.insert(open_.back());
      crossed_.insert(open_.back());
      depth_.erase(open_.back());
      open_.pop_back();
    }
    depth_.erase(at);
    open_.pop_back();
  }

  CodeNesting Take() {
    for (const std::string& id : crossed_) nesting_.crossing.erase(id);
    nesting_.unclosed.merge(crossed_);
    nesting_.unclosed.insert(open_.begin(), open_.end());
    return std::move(nesting_);
  }

 private:
  CodeNesting nesting_;
  std::vector<std::string> open_;
  std::map<std::string, std::size_t> depth_;  // of each in `open_`
  std::map<std::string, std::size_t> content_before_;
  std::size_t content_ = 0;
  std::set<std::string> crossed_;  // opened inside a pair that is closed, not closed themselves
};

bool IsSeen(std::string_view text) {
  return AnyCodePoint(text, [](char32_t c) { return !IsWhiteSpace(c) && !IsInvisible(c); });
}

}  // namespace

CodeNesting FindNesting(const CodedText& text) {
  NestingWalk walk;
  for (const auto& part : text) {
    const auto* code = std::get_if<PackageCode>(&part);
    if (code == nullptr ? IsSeen(std::get<std::string>(part)) : code->position == InlineCode::Position::kAlone) {
      walk.Content();
    }
    if (code == nullptr) continue;
    if (code->position == InlineCode::Position::kOpen) walk.Open(code->id);
    if (code->position == InlineCode::Position::kClose) walk.Close(code->id);
  }
  return walk.Take();
}

}  // namespace lockstep
