package io.mobula.tune.view;

/** Shows nothing. */
public record NoView() implements SweepView {
    @Override
    public void show(Frame frame) {}

    @Override
    public void finish(Frame frame) {}
}
