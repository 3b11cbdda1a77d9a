/**
 * Actors at those who call them: each lane's order, and where its calls go (CALL-1, CALL-4, CALL-6 of docs/protocols.md).
 *
 * <p>A call is a task of {@code core.task} whose host is named by the directory. Confined like that package. Depends on core.task and core.directory.
 */
@NullMarked
package io.mobula.core.actor;

import org.jspecify.annotations.NullMarked;
