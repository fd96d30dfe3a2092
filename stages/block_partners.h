// Which block of a translation stands for which of its source, by the bindings of their text.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "stages/model/binding.h"
#include "stages/model/document.h"

namespace lockstep {

class BlockPartners {
 public:
  BlockPartners(const Document& source, const Document& target, const Bindings& bindings);

  // The one block that text of a block is bound with; nothing where there are several, or where that one has text of
  // another block, too. Indices into Document::blocks.
  std::optional<std::uint32_t> TargetOf(std::uint32_t source) const { return Mutual(targets_, sources_, source); }
  std::optional<std::uint32_t> SourceOf(std::uint32_t target) const { return Mutual(sources_, targets_, target); }

  // True where some text of a block of the source is bound with text of the translation.
  bool IsBound(std::uint32_t source) const { return targets_.contains(source); }

 private:
  using Partners = std::map<std::uint32_t, std::optional<std::uint32_t>>;  // nothing where there are several

  static void Pair(Partners& partners, std::uint32_t from, std::uint32_t to);
  static std::optional<std::uint32_t> Mutual(const Partners& there, const Partners& back, std::uint32_t block);

  Partners targets_, sources_;
};

}  // namespace lockstep
