#include "stages/verbatim_pairing.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace lockstep {
namespace {

class VerbatimPairing {
 public:
  VerbatimPairing(const Document& source, const Document& target, std::vector<std::optional<std::size_t>>& counterpart)
      : source_(&source), target_(&target), counterpart_(&counterpart), taken_(target.blocks.size()) {
    for (std::size_t i = 0; i < target.blocks.size(); ++i) {
      if (!IsTranslatable(target.blocks[i].kind)) places_[BytesOf(target, i)].push_back(i);
    }
    for (const std::optional<std::size_t>& known : counterpart) {
      if (known) taken_[*known] = true;
    }
  }

  void Run() {
    const std::size_t count = source_->blocks.size();
    std::size_t from = 0;  // in the translation
    for (std::size_t begin = 0; begin < count;) {
      std::size_t end = begin;
      while (end < count && !(*counterpart_)[end]) ++end;
      const std::size_t to = end < count ? *(*counterpart_)[end] : target_->blocks.size();
      for (std::size_t i = begin; i < end; ++i) from = Pair(i, from, to);
      if (end < count) from = to + 1;
      begin = end + 1;
    }
    PairLeft();
  }

 private:
  static std::string_view BytesOf(const Document& document, std::size_t block) {
    return Slice(document.source.text, document.blocks[block].range);
  }

  // With the first that is free between `from` and `to`. Returns where to go on.
  std::size_t Pair(std::size_t block, std::size_t from, std::size_t to) {
    if (IsTranslatable(source_->blocks[block].kind)) return from;
    const auto found = places_.find(BytesOf(*source_, block));
    if (found == places_.end()) return from;
    auto place = std::lower_bound(found->second.begin(), found->second.end(), from);
    while (place != found->second.end() && *place < to && taken_[*place]) ++place;
    if (place == found->second.end() || *place >= to) return from;
    taken_[*place] = true;
    (*counterpart_)[block] = *place;
    return *place + 1;
  }

  void PairLeft() {
    for (auto& [bytes, places] : places_) {
      std::erase_if(places, [&](std::size_t place) { return taken_[place]; });
      std::reverse(places.begin(), places.end());
    }
    for (std::size_t i = 0; i < source_->blocks.size(); ++i) {
      const BlockKind kind = source_->blocks[i].kind;
      if ((*counterpart_)[i] || IsTranslatable(kind) || kind == BlockKind::kOther) continue;
      const auto found = places_.find(BytesOf(*source_, i));
      if (found == places_.end() || found->second.empty()) continue;
      (*counterpart_)[i] = found->second.back();
      found->second.pop_back();
    }
  }

  const Document* source_;
  const Document* target_;
  std::vector<std::optional<std::size_t>>* counterpart_;
  std::map<std::string_view, std::vector<std::size_t>> places_;  // in the translation, ascending
  std::vector<bool> taken_;
};

}  // namespace

void PairVerbatim(const Document& source, const Document& target,
                  std::vector<std::optional<std::size_t>>& counterpart) {
  VerbatimPairing(source, target, counterpart).Run();
}

}  // namespace lockstep
