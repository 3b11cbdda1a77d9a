package io.mobula.session;

import io.mobula.process.LocalProcess;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** The end of a root session: once, and then nothing more is taken. What still ran is named in one line. */
final class Closing {
    /** Of a session that ends with its task. */
    static final Closing NEVER = new Closing(Optional.empty(), "", () -> {});

    private final Optional<LocalProcess> process;
    private final String name;
    private final Runnable end;
    private volatile boolean closed;

    Closing(LocalProcess process, Optional<String> name, Runnable end) {
        this(Optional.of(process), name.orElse("the cluster"), end);
    }

    private Closing(Optional<LocalProcess> process, String name, Runnable end) {
        this.process = process;
        this.name = name;
        this.end = end;
    }

    void checkOpen() {
        if (closed) throw MobulaSession.closed();
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        if (process.isEmpty()) return;
        synchronized (this) {
            if (closed) return;
            closed = true;
        }
        long open = process.get().openTasks();
        if (open > 0) {
            LoggerFactory.getLogger(Closing.class)
                    .warn(
                            "{} tasks had not ended when the session with {} was closed, and are cancelled; get() or await() what you need before close()",
                            open,
                            name);
        }
        end.run();
    }
}
