#!/bin/sh
# An editor: emacs without a window (--batch). Its user is ours: he opens, edits, searches, undoes and closes texts
# for twenty hours without pauses. It ends, killed, with a few texts still open.
. "$(dirname "$0")/recording.sh"
need emacs emacs-nox

cat >"$work/work.el" <<'LISP'
;; -*- lexical-binding: t -*-
(random (concat "work " (getenv "SEED")))
(defun chance (n) (zerop (random n)))

(defvar work-words
  (let (words)
    (dotimes (_ 1500)
      (let ((word ""))
        (dotimes (_ (1+ (random 4)))
          (setq word (concat word (nth (random 12) '("ba" "de" "ki" "lo" "mu" "na" "po" "ra" "si" "tu" "ve" "wo")))))
        (push word words)))
    (vconcat words)))

(defun work-line ()
  (let (line)
    (dotimes (_ (+ 3 (random 12))) (push (aref work-words (random 1500)) line))
    (concat (if (chance 8) "* " "") (mapconcat #'identity line " ") "\n")))

(defun work-open (number)
  "Makes a text of some hundreds or thousands of lines."
  (let ((buffer (generate-new-buffer (format "text-%d" number))))
    (with-current-buffer buffer
      (dotimes (_ (+ 200 (random (if (chance 5) 6000 1500)))) (insert (work-line)))
      (if (chance 2) (outline-mode) (text-mode))
      (buffer-enable-undo))
    buffer))

(defun work-somewhere ()
  (goto-char (+ (point-min) (random (max 1 (buffer-size)))))
  (beginning-of-line))

(defun work-edit ()
  (undo-boundary)
  (work-somewhere)
  (pcase (random 12)
    ((or 0 1 2 3) (insert (work-line)))
    ((or 4 5) (delete-region (point) (line-end-position)))
    (6 (let ((end (save-excursion (forward-line (random 60)) (point)))) (kill-region (point) end)))
    (7 (when kill-ring (yank (1+ (random (min 5 (length kill-ring)))))))
    (8 (let ((fill-column (+ 40 (random 40)))) (fill-region (point) (save-excursion (forward-line 20) (point)))))
    (9 (let ((word (aref work-words (random 1500))) (count 0))
         (while (and (< count 40) (search-forward word nil t))
           (replace-match (concat word "-" (number-to-string count)) t t)
           (setq count (1+ count)))))
    (10 (let ((overlay (make-overlay (point) (line-end-position))))
          (overlay-put overlay 'face 'highlight)
          (put-text-property (point) (line-end-position) 'note (work-line))))
    (11 (sort-lines nil (point) (save-excursion (forward-line (+ 10 (random 200))) (point)))))
  (when (chance 25)
    (undo-boundary)
    ;; Emacs drops what was done long ago, so there may be nothing to undo.
    (ignore-errors
      (let ((last-command nil)) (undo))
      (dotimes (_ (random 6)) (let ((last-command 'undo)) (undo))))))

(let ((open nil) (number 0) (inhibit-message t))
  (dotimes (_ 20)
    (dotimes (_ 10)
      (dotimes (_ (random 5))
        (push (work-open (setq number (1+ number))) open))
      (dotimes (_ 8)
        (let ((buffer (nth (random (min 6 (length open))) open)))
          (when buffer
            (with-current-buffer buffer
              (dotimes (_ (+ 10 (random 80))) (work-edit))))))
      ;; Old texts are closed, seldom used ones first.
      (while (> (length open) 25)
        (let ((old (nth (+ 5 (random (- (length open) 5))) open)))
          (kill-buffer old)
          (setq open (delq old open)))))
    ;; A search through all open texts.
    (let ((word (aref work-words (random 1500))) (found nil))
      (dolist (buffer open)
        (with-current-buffer buffer
          (goto-char (point-min))
          (while (search-forward word nil t)
            (push (list (buffer-name) (line-number-at-pos) (buffer-substring (line-beginning-position) (line-end-position))) found))))
      (with-current-buffer (get-buffer-create "*found*")
        (erase-buffer)
        (dolist (one found) (insert (format "%s:%d: %s\n" (nth 0 one) (nth 1 one) (nth 2 one)))))))
  (while (> (length open) 4)
    (kill-buffer (pop open)))
  (garbage-collect)
  (signal-process (emacs-pid) 'SIGKILL)
  (sleep-for 10))
LISP

cd "$work"
SEED=$seed "$heaplab" record -o "$trace" -- emacs -Q --batch -l work.el
