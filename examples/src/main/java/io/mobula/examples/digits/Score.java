package io.mobula.examples.digits;

/**
 * How good a trained network is.
 *
 * @param validation share of the validation images it reads correctly: what trials are compared by
 * @param validationLoss mean cross-entropy on them, which decides between equal shares; infinite or not a number if training diverged
 * @param heldOut share of the held-out images it reads correctly; it never chooses
 */
public record Score(double validation, double validationLoss, double heldOut) {}
