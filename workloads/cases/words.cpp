// Counts the words of files with the usual containers; prints how many there are and which is the most frequent.
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

struct Word {
  std::string text;
  std::vector<int> lines;
};

int main(int count, char **files) {
  std::unordered_map<std::string, std::unique_ptr<Word>> words;
  int line = 0;
  for (int i = 1; i < count; i++) {
    std::ifstream in(files[i]);
    std::string word;
    while (in >> word) {
      auto &entry = words[word];
      if (entry == nullptr) entry = std::make_unique<Word>(Word{word, {}});
      entry->lines.push_back(line++);
    }
  }
  std::map<std::string, std::size_t> sorted;
  for (const auto &each : words) sorted[each.first] = each.second->lines.size();
  const std::string *most = nullptr;
  for (const auto &each : sorted) {
    if (most == nullptr || each.second > sorted[*most]) most = &each.first;
  }
  std::cout << sorted.size() << " words, most of them " << (most == nullptr ? "" : *most) << '\n';
  return 0;
}
