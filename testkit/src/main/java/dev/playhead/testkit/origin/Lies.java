package dev.playhead.testkit.origin;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** Which faults apply to which requests; may be changed while requests run. Thread-safe. */
public final class Lies {
    private final List<Rule> rules = new ArrayList<>();

    /** Applies a fault to every request from now on. */
    public Lies always(Fault fault) {
        return add(new Rule(request -> true, Integer.MAX_VALUE, fault));
    }

    /** Applies a fault to the next so many requests; several such faults apply side by side. */
    public Lies next(int requests, Fault fault) {
        return add(new Rule(request -> true, requests, fault));
    }

    /** Applies a fault to every request that matches. */
    public Lies when(Predicate<OriginRequest> condition, Fault fault) {
        return add(new Rule(condition, Integer.MAX_VALUE, fault));
    }

    /** Applies a fault to the first so many requests that match. */
    public Lies when(Predicate<OriginRequest> condition, int requests, Fault fault) {
        return add(new Rule(condition, requests, fault));
    }

    /** Is honest from now on; answers under way keep their faults. */
    public synchronized void clear() {
        rules.clear();
    }

    private synchronized Lies add(Rule rule) {
        rules.add(rule);
        return this;
    }

    /** Returns the faults for a request, in the order they were added, and counts it. */
    synchronized List<Fault> claim(OriginRequest request) {
        List<Fault> faults = new ArrayList<>();
        for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
            Rule rule = each.next();
            if (rule.condition.test(request)) {
                faults.add(rule.fault);
                if (--rule.left <= 0) {
                    each.remove();
                }
            }
        }
        return faults;
    }

    private static final class Rule {
        private final Predicate<OriginRequest> condition;
        private final Fault fault;
        private int left;

        Rule(Predicate<OriginRequest> condition, int left, Fault fault) {
            this.condition = condition;
            this.left = left;
            this.fault = fault;
        }
    }
}
