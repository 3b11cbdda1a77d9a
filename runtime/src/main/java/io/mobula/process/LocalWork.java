package io.mobula.process;

import io.mobula.core.message.Work;

/** Work of a task submitted in this process: it knows where its result is awaited. */
public interface LocalWork extends Work {
    Cell cell();
}
