/**
 * The directory of actors and placement groups: what the control log knows of them, and where they are to be.
 *
 * <p>Every process is told of every change as a state, never as a step: who has fallen behind hears the latest. Depends on core.id, core.message and persistent maps. Immutable, but for
 * {@link io.mobula.core.directory.Grace}, which is confined to the log's leader.
 *
 * <p>Invariants, checked by {@link io.mobula.core.directory.DirectoryInvariants}:
 *
 * <ol>
 *   <li>DIR-1 at most one living actor has a name;
 *   <li>DIR-2 every record has a version of its own, the latest that changed it;
 *   <li>DIR-3 the ledger is the sum of what placed actors and bundles take;
 *   <li>DIR-4 an actor's epoch never goes back, and it has no more lives than its restarts allow;
 *   <li>DIR-5 what has no node waits in the queue, and nothing else does;
 *   <li>DIR-6 a placed group has a node for every bundle, and is ready exactly when each has reserved it in this epoch;
 *   <li>DIR-7 nothing lives at a dead node, in a removed group, or, unless it is detached, for a dead owner or an ended job;
 *   <li>DIR-8 only the living have a factory and a snapshot; of the ended a bounded number is remembered;
 *   <li>DIR-9 no node and no bundle is promised more than it has;
 *   <li>DIR-10 a dead driver's job lingers exactly as long as a detached actor of it lives.
 * </ol>
 */
@NullMarked
package io.mobula.core.directory;

import org.jspecify.annotations.NullMarked;
