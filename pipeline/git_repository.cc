#include "pipeline/git_repository.h"

#include <fmt/format.h>
#include <git2.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <map>
#include <utility>

#include "pipeline/libgit2.h"

namespace lockstep {
namespace {

template <typename Object, void (*Free)(Object*)>
struct Freer {
  void operator()(Object* object) const { Free(object); }
};
using Repository = std::unique_ptr<git_repository, Freer<git_repository, git_repository_free>>;
using Database = std::unique_ptr<git_odb, Freer<git_odb, git_odb_free>>;
using Reference = std::unique_ptr<git_reference, Freer<git_reference, git_reference_free>>;
using Object = std::unique_ptr<git_object, Freer<git_object, git_object_free>>;
using CommitObject = std::unique_ptr<git_commit, Freer<git_commit, git_commit_free>>;
using Tree = std::unique_ptr<git_tree, Freer<git_tree, git_tree_free>>;
using Blob = std::unique_ptr<git_odb_object, Freer<git_odb_object, git_odb_object_free>>;
using Diff = std::unique_ptr<git_diff, Freer<git_diff, git_diff_free>>;

constexpr std::size_t kMaxDepth = 128;  // of directories; git itself would not check out much more
constexpr std::size_t kMaxSimilar = 500;
constexpr std::uint16_t kSimilarPercent = 60;
constexpr std::int64_t kLastSecond = 253'402'300'799;  // of the year 9999

std::string LastError() {
  const git_error* error = git_error_last();
  return error == nullptr ? "unknown error" : error->message;
}

[[noreturn]] void Fail(const std::string& what) {
  throw GitError(fmt::format("{}: {}", what, LastError()), "`git fsck` tells whether the repository is whole");
}

git_oid OidOf(const ObjectId& id) {
  git_oid oid;
  std::copy(id.bytes.begin(), id.bytes.end(), std::begin(oid.id));
  return oid;
}

ObjectId IdOf(const git_oid& oid) {
  ObjectId id;
  std::copy(std::begin(oid.id), std::end(oid.id), id.bytes.begin());
  return id;
}

// Where the repository of `site` is, for messages: the work tree, if `.git` lies in one. Nothing where there is none.
std::optional<std::string> PlaceOf(const std::filesystem::path& site) {
  git_buf buffer{};
  if (git_repository_discover(&buffer, site.c_str(), 0, nullptr) != 0) return std::nullopt;
  std::string place = buffer.ptr;
  git_buf_dispose(&buffer);
  if (place.ends_with("/.git/")) place.resize(place.size() - std::strlen("/.git/"));
  return place;
}

Repository Open(const std::filesystem::path& site) {
  git_repository* opened = nullptr;
  const int code = git_repository_open_ext(&opened, site.c_str(), 0, nullptr);
  Repository repository(opened);
  const std::optional<std::string> place = PlaceOf(site);
  if (code == GIT_ENOTFOUND && !place) {
    throw GitError(fmt::format("{} lies in no git repository", site.string()),
                   "leave out --git: `lockstep sync` needs no history");
  }
  // One that belongs to another user is "not found" as well, where git has no configuration that could name it.
  if (place && (code == GIT_EOWNER || code == GIT_ENOTFOUND)) {
    throw GitError(fmt::format("the git repository {} belongs to another user", *place),
                   fmt::format("if you trust it, say so: git config --global --add safe.directory {}", *place));
  }
  if (code != 0) Fail(fmt::format("cannot open the git repository of {}", site.string()));
  if (git_repository_is_bare(opened) != 0) {
    throw GitError(fmt::format("{} is a bare git repository: it has no files to sync", place.value_or(site.string())),
                   "clone it, and sync the clone");
  }
  return repository;
}

// The path of `site` in the work tree, with a '/' at its end; "" for the work tree itself.
std::string PrefixOf(const std::filesystem::path& site, const std::filesystem::path& work_tree) {
  const std::filesystem::path relative =
      std::filesystem::canonical(site).lexically_relative(std::filesystem::canonical(work_tree));
  if (relative == ".") return "";
  if (relative.empty() || *relative.begin() == "..") {
    throw GitError(fmt::format("{} does not lie in the work tree of its git repository", site.string()),
                   fmt::format("the work tree is {}", work_tree.string()));
  }
  return relative.generic_string() + '/';
}

Tree LookUpTree(git_repository* repository, const git_oid& id) {
  git_tree* tree = nullptr;
  const int code = git_tree_lookup(&tree, repository, &id);
  if (code == GIT_ENOTFOUND) throw GitMissing(fmt::format("the tree {} is missing", Hex(IdOf(id))));
  if (code != 0) Fail("cannot read a tree");
  return Tree(tree);
}

bool IsTree(const git_tree_entry* entry) {
  return git_tree_entry_type(entry) == GIT_OBJECT_TREE;
}

// The blob of a regular file; null for a link, a submodule, or no entry at all.
const git_oid* FileOf(const git_tree_entry* entry) {
  if (entry == nullptr) return nullptr;
  const git_filemode_t mode = git_tree_entry_filemode(entry);
  const bool is_file = mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
  return is_file ? git_tree_entry_id(entry) : nullptr;
}

// Walks two trees side by side.
class Comparison {
 public:
  Comparison(git_repository* repository, const GitRepository::Reaches& reaches, const GitRepository::Visit& visit)
      : repository_(repository), reaches_(&reaches), visit_(&visit) {}

  void Run(const git_tree* then, const git_tree* now) {
    const std::size_t then_size = then == nullptr ? 0 : git_tree_entrycount(then);
    const std::size_t now_size = now == nullptr ? 0 : git_tree_entrycount(now);
    for (std::size_t i = 0, j = 0; i < then_size || j < now_size;) {
      const git_tree_entry* a = i < then_size ? git_tree_entry_byindex(then, i) : nullptr;
      const git_tree_entry* b = j < now_size ? git_tree_entry_byindex(now, j) : nullptr;
      const int order = a == nullptr ? 1 : b == nullptr ? -1 : Order(a, b);
      i += order <= 0 ? 1U : 0U;
      j += order >= 0 ? 1U : 0U;
      Pair(order <= 0 ? a : nullptr, order >= 0 ? b : nullptr);
    }
  }

 private:
  // Git sorts a directory as if its name ended in '/', so that a file and a directory of one name are two names.
  static int Order(const git_tree_entry* a, const git_tree_entry* b) {
    const auto name = [](const git_tree_entry* entry) {
      return std::string(git_tree_entry_name(entry)) + (IsTree(entry) ? "/" : "");
    };
    return name(a).compare(name(b));
  }

  void Pair(const git_tree_entry* then, const git_tree_entry* now) {
    if (then != nullptr && now != nullptr && git_oid_equal(git_tree_entry_id(then), git_tree_entry_id(now)) != 0 &&
        git_tree_entry_filemode(then) == git_tree_entry_filemode(now)) {
      return;
    }
    const git_tree_entry* any = then != nullptr ? then : now;
    const std::string_view name = git_tree_entry_name(any);
    if (name.starts_with('.')) return;
    const std::size_t size = path_.size();
    path_ += name;
    IsTree(any) ? Descend(then, now) : Visit(FileOf(then), FileOf(now));
    path_.resize(size);
  }

  void Descend(const git_tree_entry* then, const git_tree_entry* now) {
    path_ += '/';
    if (depth_ == kMaxDepth || !(*reaches_)(path_)) return;
    ++depth_;
    const auto tree = [&](const git_tree_entry* entry) {
      return entry == nullptr ? Tree() : LookUpTree(repository_, *git_tree_entry_id(entry));
    };
    Run(tree(then).get(), tree(now).get());
    --depth_;
  }

  void Visit(const git_oid* then, const git_oid* now) const {
    if (then == nullptr && now == nullptr) return;
    if (then != nullptr && now != nullptr && git_oid_equal(then, now) != 0) return;
    const ObjectId a = then == nullptr ? ObjectId() : IdOf(*then);
    const ObjectId b = now == nullptr ? ObjectId() : IdOf(*now);
    (*visit_)(path_, then == nullptr ? nullptr : &a, now == nullptr ? nullptr : &b);
  }

  git_repository* repository_;
  const GitRepository::Reaches* reaches_;
  const GitRepository::Visit* visit_;
  std::string path_;
  std::size_t depth_ = 0;
};

// Takes the pairs of files with the same bytes out of `gone` and `come`.
std::vector<GitRename> TakeSame(std::vector<GitFile>& gone, std::vector<GitFile>& come) {
  std::multimap<ObjectId, std::string> by_blob;
  for (const GitFile& file : gone) by_blob.emplace(file.blob, file.path);
  std::vector<GitRename> renames;
  std::vector<GitFile> rest;
  for (GitFile& file : come) {
    const auto found = by_blob.find(file.blob);
    if (found == by_blob.end()) {
      rest.push_back(std::move(file));
    } else {
      renames.push_back({found->second, file.path});
      by_blob.erase(found);
    }
  }
  come = std::move(rest);
  gone.clear();
  for (auto& [blob, path] : by_blob) gone.push_back({std::move(path), blob});
  return renames;
}

}  // namespace

struct GitRepository::Impl {
  Repository repository;
  Database database;
  std::string prefix;

  // The directory of the site in the tree `id`; null where it has none.
  Tree SiteTree(const ObjectId& id) const {
    Tree tree = LookUpTree(repository.get(), OidOf(id));
    for (std::size_t begin = 0; tree && begin < prefix.size();) {
      const std::size_t end = prefix.find('/', begin);
      const std::string name = prefix.substr(begin, end - begin);
      const git_tree_entry* entry = git_tree_entry_byname(tree.get(), name.c_str());
      if (entry == nullptr || !IsTree(entry)) return nullptr;
      tree = LookUpTree(repository.get(), *git_tree_entry_id(entry));
      begin = end + 1;
    }
    return tree;
  }

  std::vector<GitRename> FindSimilar(git_tree* then, git_tree* now, std::vector<std::string>& paths) const;
};

std::string Hex(const ObjectId& id) {
  std::string hex;
  for (const unsigned char byte : id.bytes) hex += fmt::format("{:02x}", byte);
  return hex;
}

std::optional<ObjectId> ParseObjectId(std::string_view hex) {
  git_oid oid;
  if (hex.size() != GIT_OID_HEXSZ || git_oid_fromstrn(&oid, hex.data(), hex.size()) != 0) return std::nullopt;
  return IdOf(oid);
}

GitRepository::GitRepository(const std::filesystem::path& site) : impl_(std::make_unique<Impl>()) {
  StartLibgit2();
  impl_->repository = Open(site);
  impl_->prefix = PrefixOf(site, git_repository_workdir(impl_->repository.get()));
  git_odb* database = nullptr;
  if (git_repository_odb(&database, impl_->repository.get()) != 0) Fail("cannot open the repository's objects");
  impl_->database.reset(database);
}

GitRepository::~GitRepository() = default;

std::optional<ObjectId> GitRepository::Head() const {
  git_reference* found = nullptr;
  const int code = git_repository_head(&found, impl_->repository.get());
  const Reference head(found);
  if (code == GIT_EUNBORNBRANCH || code == GIT_ENOTFOUND) return std::nullopt;
  git_object* commit = nullptr;
  if (code != 0 || git_reference_peel(&commit, found, GIT_OBJECT_COMMIT) != 0) Fail("cannot tell what HEAD is");
  const Object object(commit);
  return IdOf(*git_object_id(commit));
}

bool GitRepository::IsShallow() const {
  return git_repository_is_shallow(impl_->repository.get()) == 1;
}

std::optional<GitCommit> GitRepository::Commit(const ObjectId& id) const {
  const git_oid oid = OidOf(id);
  git_commit* found = nullptr;
  const int code = git_commit_lookup(&found, impl_->repository.get(), &oid);
  const CommitObject commit(found);
  if (code == GIT_ENOTFOUND) return std::nullopt;
  if (code != 0) Fail(fmt::format("cannot read the commit {}", Hex(id)));
  GitCommit result{.id = id, .tree = IdOf(*git_commit_tree_id(found)), .parent = std::nullopt};
  if (git_commit_parentcount(found) > 0) result.parent = IdOf(*git_commit_parent_id(found, 0));
  result.time_ms = std::clamp(std::int64_t{git_commit_time(found)}, std::int64_t{0}, kLastSecond) * 1000;
  return result;
}

bool GitRepository::IsAncestor(const ObjectId& ancestor, const ObjectId& commit) const {
  if (ancestor == commit) return true;
  const git_oid a = OidOf(ancestor);
  const git_oid b = OidOf(commit);
  return git_graph_descendant_of(impl_->repository.get(), &b, &a) == 1;
}

void GitRepository::Compare(const std::optional<ObjectId>& then, const std::optional<ObjectId>& now,
                            const Reaches& reaches, const Visit& visit) const {
  if (then == now) return;
  const Tree a = then ? impl_->SiteTree(*then) : nullptr;
  const Tree b = now ? impl_->SiteTree(*now) : nullptr;
  if (a && b && git_oid_equal(git_tree_id(a.get()), git_tree_id(b.get())) != 0) return;
  Comparison(impl_->repository.get(), reaches, visit).Run(a.get(), b.get());
}

// The renames that git finds among `paths`.
std::vector<GitRename> GitRepository::Impl::FindSimilar(git_tree* then, git_tree* now,
                                                        std::vector<std::string>& paths) const {
  std::vector<char*> names;
  for (std::string& path : paths) names.push_back(path.data());
  git_diff_options options{};
  git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.flags = GIT_DIFF_DISABLE_PATHSPEC_MATCH;
  options.pathspec = {names.data(), names.size()};
  git_diff* made = nullptr;
  if (git_diff_tree_to_tree(&made, repository.get(), then, now, &options) != 0) Fail("cannot compare two trees");
  const Diff diff(made);
  git_diff_find_options find{};
  git_diff_find_options_init(&find, GIT_DIFF_FIND_OPTIONS_VERSION);
  find.flags = GIT_DIFF_FIND_RENAMES;
  find.rename_threshold = kSimilarPercent;
  find.rename_limit = kMaxSimilar;
  // Fails where a blob is missing (a partial clone): then nothing is known to be similar.
  if (git_diff_find_similar(made, &find) != 0) return {};
  std::vector<GitRename> renames;
  for (std::size_t i = 0; i < git_diff_num_deltas(made); ++i) {
    const git_diff_delta* delta = git_diff_get_delta(made, i);
    if (delta->status == GIT_DELTA_RENAMED) renames.push_back({delta->old_file.path, delta->new_file.path});
  }
  return renames;
}

std::vector<GitRename> GitRepository::FindRenames(const ObjectId& then, const ObjectId& now,
                                                  const std::vector<GitFile>& gone,
                                                  const std::vector<GitFile>& come) const {
  std::vector<GitFile> from = gone;
  std::vector<GitFile> to = come;
  std::vector<GitRename> renames = TakeSame(from, to);
  if (from.empty() || to.empty() || from.size() > kMaxSimilar || to.size() > kMaxSimilar) return renames;
  std::vector<std::string> paths;
  for (const GitFile& file : from) paths.push_back(file.path);
  for (const GitFile& file : to) paths.push_back(file.path);
  const Tree a = impl_->SiteTree(then);
  const Tree b = impl_->SiteTree(now);
  std::vector<GitRename> similar = impl_->FindSimilar(a.get(), b.get(), paths);
  renames.insert(renames.end(), std::make_move_iterator(similar.begin()), std::make_move_iterator(similar.end()));
  return renames;
}

std::variant<std::string, GitRepository::TooLarge> GitRepository::Read(const ObjectId& blob, std::uint64_t max) const {
  const git_oid oid = OidOf(blob);
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  git_odb_object* found = nullptr;
  int code = git_odb_read_header(&size, &type, impl_->database.get(), &oid);
  if (code == 0 && size > max) return TooLarge{size};
  if (code == 0) code = git_odb_read(&found, impl_->database.get(), &oid);
  const Blob object(found);
  if (code == GIT_ENOTFOUND) throw GitMissing(fmt::format("the file {} is missing", Hex(blob)));
  if (code != 0) Fail("cannot read a file of the history");
  return std::string(static_cast<const char*>(git_odb_object_data(found)), git_odb_object_size(found));
}

}  // namespace lockstep
