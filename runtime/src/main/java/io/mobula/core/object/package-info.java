/**
 * Who may still use which object (rules REF-0 to REF-11 of {@code docs/protocols.md}): pins, borrows, releases, values that hold refs, deaths confirmed and settled.
 *
 * <p>{@link io.mobula.core.object.References} is the one aggregate of a process; a {@link io.mobula.core.object.RefEvent} goes in, {@link io.mobula.core.object.RefEffects} come out.
 *
 * <p><b>May depend on</b> {@code core.id}, {@code core.message}, api. <b>Concurrency:</b> none; whoever holds a {@code References} lets one thread in at a time. <b>Determinism:</b> the same
 * events give the same effects in the same order: whatever is iterated keeps insertion order or is sorted.
 *
 * <p><b>Invariants</b> ({@link io.mobula.core.object.References#validate()} checks each):
 *
 * <ul>
 *   <li>REF-1 a ref's pins are exactly the open outgoing messages that carry it; its covers and orphans exactly the open incoming ones and the known values it lies in
 *   <li>REF-2 an own hold that nothing covers, and every orphan, is registered or has its Borrow in flight
 *   <li>REF-3 no number was used twice; the Borrows in flight are the refs that wait for an acknowledgement
 *   <li>REF-4 an owned ref in the table has a reason to be there; a held entry of a holder without own hold is being given back
 *   <li>REF-5 what is contained is what the sealed values of the table have inside
 *   <li>REF-6 nothing in the table belongs to a dead process; a message of a dead process is an orphan
 *   <li>REF-7 a death is unconfirmed only while a Borrow waits that is older than its handling
 *   <li>REF-8 after settling, no dead process holds a borrow or a pin
 * </ul>
 */
@NullMarked
package io.mobula.core.object;

import org.jspecify.annotations.NullMarked;
