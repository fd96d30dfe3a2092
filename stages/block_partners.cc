#include "stages/block_partners.h"

namespace lockstep {

BlockPartners::BlockPartners(const Document& source, const Document& target, const Bindings& bindings) {
  for (const Binding& binding : bindings) {
    for (const std::uint32_t from : binding.source) {
      for (const std::uint32_t to : binding.target) {
        const std::optional<std::uint32_t> here = source.segments[from].block(), there = target.segments[to].block();
        if (!here || !there) continue;
        Pair(targets_, *here, *there);
        Pair(sources_, *there, *here);
      }
    }
  }
}

void BlockPartners::Pair(Partners& partners, std::uint32_t from, std::uint32_t to) {
  const auto [known, is_new] = partners.try_emplace(from, to);
  if (!is_new && known->second != to) known->second.reset();
}

std::optional<std::uint32_t> BlockPartners::Mutual(const Partners& there, const Partners& back, std::uint32_t block) {
  const auto found = there.find(block);
  if (found == there.end() || !found->second) return std::nullopt;
  return back.at(*found->second) == block ? found->second : std::nullopt;
}

}  // namespace lockstep
