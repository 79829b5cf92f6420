"""The marks of 规划文本/1, part by part. `chapters.plantext` is the way in."""
