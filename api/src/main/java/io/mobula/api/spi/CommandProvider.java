package io.mobula.api.spi;

import io.mobula.api.Mobula;
import java.io.PrintWriter;
import java.util.List;

/**
 * A command of its own for the {@code mobula} tool, such as {@code mobula serve}; found by {@link java.util.ServiceLoader}.
 *
 * <p>The tool reads the options that say which cluster is meant ({@code --address}, {@code --dir}) and hands on all others. Thread safety: used by one thread.
 */
public interface CommandProvider {
    /** The word after {@code mobula}; the tool's own commands win over it. */
    String name();

    /** What it does, in one line, for {@code mobula --help}. */
    String summary();

    /** What may follow the name, with examples, for {@code --help}; a line for each element. */
    List<String> usage();

    /**
     * Runs one command line.
     *
     * <p>Failure: a {@code RuntimeException} is printed with its message and ends the tool with 1, an {@code IllegalArgumentException} as misuse with 2.
     *
     * @param arguments what stood behind the name
     * @return the exit code: 0 done, 1 failed, 2 misused
     */
    int run(List<String> arguments, Terminal terminal);

    /** What a command may use. */
    interface Terminal {
        /** For answers; everything else goes to {@link #err}. */
        PrintWriter out();

        PrintWriter err();

        /** A table as wide as the terminal, columns of figures to the right. */
        void table(List<String> titles, List<List<String>> rows);

        /** A session with the cluster that is meant; made at the first call, closed by the tool. */
        Mobula mobula();
    }
}
