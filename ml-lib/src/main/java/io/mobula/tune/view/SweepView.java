package io.mobula.tune.view;

/** Shows a sweep as it runs. Confined to the thread that waits for it. */
public sealed interface SweepView permits LineView, TableView, NoView {
    /** The sweep as it stands; several times a second. */
    void show(Frame frame);

    /** The sweep as it stays on the screen. */
    void finish(Frame frame);

    /** On standard output: a table redrawn in place if that is a terminal that can do so, else one line per ended trial. */
    static SweepView standard() {
        return Terminal.canRedraw() ? new TableView(System.out, Terminal.standard()) : new LineView(System.out);
    }
}
