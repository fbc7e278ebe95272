/** Learned from 5017 questions with known answers by `node scripts/eval.mjs calibrate`, which writes this file. Not edited by hand. */
export const calibration = {
  /** The embedding space it was learned with. With another one, calibrate again. */
  space: 'carrel-static-en@3/768',
  /** Weight of each of SENTENCE_FEATURES. */
  sentence: [
    3.408, // cover
    0.663, // coverWithTitle
    2.664, // coverNear
    2.940, // coverPassage
    1.384, // passageCosine
    1.384, // rank
    0.512, // fused
    1.916, // pairs
    2.432, // cosine
    0.920, // kindHeld
    -0.920, // kindMissing
    -0.456, // short
    0.175, // long
    0.242, // fresh
    1.408, // namesCovered
    0.172, // first
    3.395, // forms
  ],
  /** Weight of each of STRENGTH_FEATURES, and a constant. */
  strength: [
    1.275, // best
    0.794, // cover
    0.714, // forms
    0.164, // coverPassage
    0.778, // namesCovered
    -0.242, // kindMissing
    2.091, // passageCosine
    1.765, // sentenceCosine
    0.197, // fused
    -0.363, // length
    -4.521, // constant
  ],
  /** Strength from which on a question is answered. */
  floor: 0.18,
};
