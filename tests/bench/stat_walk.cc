// The floor for a sync with nothing to do: one stat for each Markdown file below the given directories.
#include <fts.h>

#include <cstdio>
#include <string_view>
#include <vector>

int main(int argc, char** argv) {
  std::vector<char*> roots(argv + 1, argv + argc);
  roots.push_back(nullptr);
  FTS* walk = fts_open(roots.data(), FTS_PHYSICAL, nullptr);
  if (walk == nullptr) return 1;
  unsigned long files = 0;
  while (const FTSENT* entry = fts_read(walk)) {
    if (entry->fts_info == FTS_F && std::string_view(entry->fts_name).ends_with(".md")) ++files;
  }
  fts_close(walk);
  std::printf("%lu\n", files);
}
