/** Threads that run bodies. May depend on {@code core.task}; knows nothing of values, sessions or sockets. */
@NullMarked
package io.mobula.executor;

import org.jspecify.annotations.NullMarked;
