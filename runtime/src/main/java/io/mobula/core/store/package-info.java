/**
 * What an object store decides without touching memory or disk: which parts of an arena are taken, which objects leave memory, which folder takes them, when to ask for a collection, who pins what.
 *
 * <p>May depend on {@code core.id}. No type here is safe for several threads; the store calls them under its lock.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>ARENA-1 no two extents given out overlap, and none reaches beyond the ceiling;
 *   <li>ARENA-2 what is neither taken nor a hole does not exist: their sizes add up to the capacity, and no two holes touch;
 *   <li>PIN-1 a process that has ended pins nothing.
 * </ol>
 */
@NullMarked
package io.mobula.core.store;

import org.jspecify.annotations.NullMarked;
