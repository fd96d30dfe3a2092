// The repository that a site lies in, as far as a replay needs it: commits, the files of a commit, their bytes.
//
// The one place that knows libgit2. Nothing is checked out and nothing written; what libgit2 keeps in memory is
// bounded, whatever the length of the history.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lockstep {

// The repository cannot be used: what() says why, `advice` what to do.
struct GitError : std::runtime_error {
  GitError(const std::string& problem, std::string what_to_do)
      : std::runtime_error(problem), advice(std::move(what_to_do)) {}
  std::string advice;
};

// An object that the repository names and does not have: it was cloned in part, or it is damaged.
struct GitMissing : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// The name of an object: the SHA-1 of its content.
struct ObjectId {
  std::array<unsigned char, 20> bytes{};
  auto operator<=>(const ObjectId&) const = default;  // NOLINT(modernize-use-nullptr): it means the compiler's own 0
};
std::string Hex(const ObjectId& id);
// Nothing where `hex` is none.
std::optional<ObjectId> ParseObjectId(std::string_view hex);

struct GitCommit {
  ObjectId id;
  ObjectId tree;
  std::optional<ObjectId> parent;  // the first one: the main line
  std::int64_t time_ms = 0;  // of committing, since the epoch, UTC; within the years that a date can be written in
};

// A file of a site, by a commit's tree. `path` is relative to the site.
struct GitFile {
  std::string path;
  ObjectId blob;
};

// Where a file went, between two commits.
struct GitRename {
  std::string from;
  std::string to;
};

// Not thread-safe.
class GitRepository {
 public:
  // Finds the repository that `site` lies in: its work tree, a linked one or a submodule's. Throws GitError.
  explicit GitRepository(const std::filesystem::path& site);
  ~GitRepository();
  GitRepository(const GitRepository&) = delete;
  GitRepository& operator=(const GitRepository&) = delete;

  // What HEAD points at, on a branch or detached; nothing where nothing was committed yet. Throws GitError.
  std::optional<ObjectId> Head() const;
  // True where commits that others are made from were left behind (git clone --depth).
  bool IsShallow() const;
  // Nothing where the repository does not have the commit. Throws GitError.
  std::optional<GitCommit> Commit(const ObjectId& id) const;
  // True where `ancestor` is `commit`, or one that it was made from.
  bool IsAncestor(const ObjectId& ancestor, const ObjectId& commit) const;

  // Calls `visit(path, then, now)`, in the order of git, for each file of the site that differs between the trees; a
  // side where it is none is null. A tree that is not given has no file. Only directories for which
  // `reaches("a/b/")` holds are looked into, and no file or directory whose name begins with a dot; links and
  // submodules are no files. Throws GitMissing.
  using Visit = std::function<void(const std::string& path, const ObjectId* then, const ObjectId* now)>;
  using Reaches = std::function<bool(std::string_view directory)>;
  void Compare(const std::optional<ObjectId>& then, const std::optional<ObjectId>& now, const Reaches& reaches,
               const Visit& visit) const;

  // Which of `come` (files of the tree `now`) are what was in `gone` (of `then`) under another path: those with the
  // same bytes, and, unless there are very many, those that are similar. Each file is paired once at most.
  std::vector<GitRename> FindRenames(const ObjectId& then, const ObjectId& now, const std::vector<GitFile>& gone,
                                     const std::vector<GitFile>& come) const;

  struct TooLarge {
    std::uint64_t size = 0;
  };
  // The bytes of a blob, unless there are more than `max`. Throws GitMissing.
  std::variant<std::string, TooLarge> Read(const ObjectId& blob, std::uint64_t max) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace lockstep
