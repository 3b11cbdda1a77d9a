package io.mobula.bench.chaos;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import java.util.BitSet;
import java.util.function.BooleanSupplier;

/** Reports to an actor that is killed and restarted: each that was acknowledged must be in its books, once. */
final class LedgerLoad extends WindowedLoad<Long> {
    private final ActorHandle<Ledger> ledger;
    private final BitSet acknowledged = new BitSet();

    LedgerLoad(Mobula mobula) {
        super("reports to an actor", 16);
        ledger = mobula.actor()
                .name("ledger")
                .maxRestarts(-1)
                .maxTaskRetries(1_000)
                .start(Ledger::new);
    }

    @Override
    ObjectRef<Long> give(long index) {
        int report = Math.toIntExact(index);
        return ledger.call(books -> books.report(report));
    }

    @Override
    Long expected(long index) {
        return index;
    }

    @Override
    void acknowledged(long index) {
        acknowledged.set(Math.toIntExact(index));
    }

    @Override
    public void run(BooleanSupplier goesOn) {
        super.run(goesOn);
        Ledger.State books = ledger.call(Ledger::state).get();
        BitSet lost = (BitSet) acknowledged.clone();
        lost.andNot(BitSet.valueOf(books.reported()));
        if (!lost.isEmpty()) findings.add(lost.cardinality() + " acknowledged reports are not in the books: " + lost);
        if (books.twice() > 0) findings.add(books.twice() + " reports were counted twice");
    }

    @Override
    public void end() {
        ledger.stop().get();
    }
}
