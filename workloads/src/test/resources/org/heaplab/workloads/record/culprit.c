/* Allocates many pairs of blocks, a large one and a small one after it, and frees the large ones. The small ones stay:
 * they are few bytes, but keep nearly all pages. Other blocks, of more bytes, stay side by side and strand little.
 *
 * The small blocks come from remember_word, the large ones from read_text, the others from store. Then most is live
 * because of a result, and the program goes on for a while.
 */
#include <stdlib.h>
#include <string.h>

enum { PAIRS = 3000, TEXT_BYTES = 4500, WORD_BYTES = 24, STORED = 2000, STORED_BYTES = 1000, RESULT_BYTES = 20 << 20 };

void *texts[PAIRS], *words[PAIRS], *stored[STORED], *volatile passing;
char *result;

__attribute__((noinline)) void read_text(int i) {
  texts[i] = malloc(TEXT_BYTES);
  memset(texts[i], i, TEXT_BYTES);
}

__attribute__((noinline)) void remember_word(int i) {
  words[i] = malloc(WORD_BYTES);
  memset(words[i], i, WORD_BYTES);
}

__attribute__((noinline)) void store(int i) {
  stored[i] = malloc(STORED_BYTES);
  memset(stored[i], i, STORED_BYTES);
}

__attribute__((noinline)) void read_all(void) {
  for (int i = 0; i < PAIRS; i++) {
    read_text(i);
    remember_word(i);
  }
}

int main(void) {
  for (int i = 0; i < STORED; i++) store(i);
  read_all();
  for (int i = 0; i < PAIRS; i++) free(texts[i]);
  result = malloc(RESULT_BYTES);
  *result = 1;
  for (int i = 0; i < PAIRS; i++) {
    passing = malloc(5000 + (size_t)i);
    free(passing);
  }
  return 0;
}
