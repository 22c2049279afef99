package dev.croft.zonal.statistics;

/**
 * Sums of weights w, of w (x - K) and of w (x - K)^2, where K is the first value, each as the unevaluated sum of two doubles:
 * differences and products keep their rounding errors, and the errors of the sums are summed beside them (Ogita, Rump and
 * Oishi, "Accurate sum and dot product", 2005, algorithms 3.1, 3.5 and 4.4). Taking K from the data bounds what the variance
 * loses by cancellation to the factor 1 + W / w(K), far less than the 53 bits that the second double adds; no K at all
 * would lose mean^2 / variance. The same values in the same order give the same bits. Confined to one thread.
 */
final class Moments {
    private boolean isEmpty = true;
    private double origin;
    private double originLow;
    private double weights;
    private double weightsLow;
    private double sums;
    private double sumsLow;
    private double squares;
    private double squaresLow;
    /** Sum without care; tells infinities, of which the careful one makes NaN. */
    private double plainSum;

    private double weight;
    private double sum;
    private double variance;

    /** Adds each of the first {@code count} values with weight 1, passing over NaN. */
    void add(double[] values, int count) {
        int at = 0;
        while (isEmpty && at < count) {
            start(values[at], 0);
            at += isEmpty ? 1 : 0;
        }
        double first = origin;
        double s = sums;
        double sLow = sumsLow;
        double q = squares;
        double qLow = squaresLow;
        double plain = plainSum;
        long added = 0;
        for (; at < count; at++) {
            double value = values[at];
            if (!Double.isNaN(value)) {
                double difference = value - first;
                double differenceLow = errorOfSum(value, -first, difference);
                double square = difference * difference;
                double squareLow = Math.fma(difference, difference, -square) + 2 * difference * differenceLow;
                double nextS = s + difference;
                sLow += errorOfSum(s, difference, nextS) + differenceLow;
                s = nextS;
                double nextQ = q + square;
                qLow += errorOfSum(q, square, nextQ) + squareLow;
                q = nextQ;
                plain += value;
                added++;
            }
        }
        sums = s;
        sumsLow = sLow;
        squares = q;
        squaresLow = qLow;
        plainSum = plain;
        addWeight((double) added);
    }

    /** Adds the value {@code high + low} with a weight above 0; {@code low} is what rounding to {@code high} lost. */
    void add(double high, double low, double weightOfOne) {
        start(high, low);
        double difference = high - origin;
        double rest = errorOfSum(high, -origin, difference) + (low - originLow);
        double d = difference + rest;
        double dLow = errorOfSum(difference, rest, d);
        double square = d * d;
        double squareLow = Math.fma(d, d, -square) + 2 * d * dLow;
        addWeight(weightOfOne);
        addSum(weightOfOne * d, Math.fma(weightOfOne, d, -(weightOfOne * d)) + weightOfOne * dLow);
        double product = weightOfOne * square;
        addSquare(product, Math.fma(weightOfOne, square, -product) + weightOfOne * squareLow);
        plainSum += weightOfOne * high;
    }

    private void start(double high, double low) {
        if (isEmpty && !Double.isNaN(high)) {
            isEmpty = false;
            origin = high;
            originLow = low;
        }
    }

    private void addWeight(double more) {
        double next = weights + more;
        weightsLow += errorOfSum(weights, more, next);
        weights = next;
    }

    private void addSum(double more, double moreLow) {
        double next = sums + more;
        sumsLow += errorOfSum(sums, more, next) + moreLow;
        sums = next;
    }

    private void addSquare(double more, double moreLow) {
        double next = squares + more;
        squaresLow += errorOfSum(squares, more, next) + moreLow;
        squares = next;
    }

    /** What {@code sum}, the rounded {@code a + b}, lacks (Knuth). */
    private static double errorOfSum(double a, double b, double sum) {
        double bRounded = sum - a;
        return (a - (sum - bRounded)) + (b - bRounded);
    }

    /** Makes the results of what was added, and forgets it. */
    void summarise() {
        weight = weights + weightsLow;
        sum = isEmpty ? 0 : wholeSum();
        variance = isEmpty ? Double.NaN : wholeVariance();
        isEmpty = true;
        weights = 0;
        weightsLow = 0;
        sums = 0;
        sumsLow = 0;
        squares = 0;
        squaresLow = 0;
        plainSum = 0;
    }

    /** W K plus the sum of differences. */
    private double wholeSum() {
        double product = weights * origin;
        double productLow = Math.fma(weights, origin, -product) + weightsLow * origin + weights * originLow;
        double all = product + sums;
        double careful = all + (errorOfSum(product, sums, all) + productLow + sumsLow);
        return Double.isNaN(careful) || Double.isInfinite(careful) ? plainSum : careful;
    }

    /** (Q - S^2 / W) / W; beyond the range of doubles infinite, and NaN when a value is infinite. */
    private double wholeVariance() {
        double s = sums + sumsLow;
        double sLow = errorOfSum(sums, sumsLow, s);
        double square = s * s;
        double squareLow = Math.fma(s, s, -square) + 2 * s * sLow;
        double quotient = square / weights;
        double quotientLow = (Math.fma(-quotient, weights, square) + squareLow - quotient * weightsLow) / weights;
        double rest = squares - quotient;
        double careful = (rest + (errorOfSum(squares, -quotient, rest) + squaresLow - quotientLow)) / weight;
        if (Double.isNaN(careful) || Double.isInfinite(careful)) {
            return Double.isNaN(plainSum) || Double.isInfinite(plainSum) ? Double.NaN : Double.POSITIVE_INFINITY;
        }
        return careful > 0 ? careful : 0;
    }

    /** Sum of the weights. */
    double weight() {
        return weight;
    }

    double sum() {
        return sum;
    }

    double mean() {
        return sum / weight;
    }

    double variance() {
        return variance;
    }
}
