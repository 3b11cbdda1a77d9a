/**
 * What a process printed, kept in files: appended by one, read by many, bounded in bytes.
 *
 * <p>Depends on java.base alone. Thread safe; readers may wait for more.
 *
 * <ol>
 *   <li>OUT-1 a byte keeps its offset for ever; offsets count from the first byte ever appended;
 *   <li>OUT-2 what is dropped is always the oldest, whole segments at a time, and a reader sees by the offset it gets that something is missing;
 *   <li>OUT-3 a log whose writer has ended it never grows again.
 * </ol>
 */
@NullMarked
package io.mobula.output;

import org.jspecify.annotations.NullMarked;
