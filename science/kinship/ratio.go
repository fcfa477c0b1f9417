package kinship

import "math"

// ratio of two likelihoods of one locus.
func ratio(a, b float64) Ratio {
	switch {
	case b == 0:
		return Ratio{Status: Undefined}
	case a == 0:
		return Ratio{Status: Exclusion}
	}
	return Ratio{LR: a / b, Log10: math.Log10(a) - math.Log10(b)}
}

// Ratio compares hypotheses i and j over all loci. Undefined at one locus is undefined for all;
// else exclusion at one locus is exclusion for all.
func (r *Result) Ratio(i, j int) Ratio {
	total := Ratio{LR: 1}
	for _, l := range r.Loci {
		total.multiply(l.Ratio(i, j))
	}
	return total.settled()
}

// Posterior is the probability of each hypothesis, given the prior probability of each:
// prior_i·L_i / sum_j prior_j·L_j over the product of all loci. False if the profiles are
// impossible under every hypothesis that has a prior, or the priors are not probabilities.
// Source: Bayes' theorem; section 1 of the design.
func (r *Result) Posterior(prior []float64) ([]float64, bool) {
	logs := make([]float64, len(prior))
	top := math.Inf(-1)
	for i, p := range prior {
		if !(p >= 0 && p <= 1) {
			return nil, false
		}
		logs[i] = math.Log(p)
		for _, l := range r.Loci {
			logs[i] += math.Log(l.Likelihood[i])
		}
		top = max(top, logs[i])
	}
	if math.IsInf(top, -1) {
		return nil, false
	}
	sum := 0.0
	for i := range logs {
		logs[i] = math.Exp(logs[i] - top)
		sum += logs[i]
	}
	for i := range logs {
		logs[i] /= sum
	}
	return logs, true
}

// Probability W of the first hypothesis for its prior probability, and what is missing to
// certainty, 1 - W, computed on its own so that it is not lost where W rounds to one:
// W = LR·prior / (LR·prior + 1 - prior). Both are 0 and 1 for an exclusion. False if the
// ratio is undefined, or the prior is not strictly between 0 and 1: who starts certain
// learns nothing.
// Source: Essen-Möller 1938 in the form of Gjertson et al. 2007, FSI Genetics 1:223-231;
// the numerics are section 16 of the design.
func (r Ratio) Probability(prior float64) (w, rest float64, ok bool) {
	if r.Status == Undefined || !(prior > 0 && prior < 1) {
		return 0, 0, false
	}
	if r.Status == Exclusion {
		return 0, 1, true
	}
	odds := r.Log10 + math.Log10(prior) - math.Log10(1-prior)
	return 1 / (1 + math.Pow(10, -odds)), 1 / (1 + math.Pow(10, odds)), true
}

// EssenMoeller is the value of German reports: 10 - log10 LR; 7 is a probability of 99.9 % at
// the prior one half. Source: [9] of the design (10 + log10(Y/X)).
func (r Ratio) EssenMoeller() float64 { return 10 - r.Log10 }

// Combined is the combined paternity index: the product of the indices of all loci.
func Combined(loci []Pair) Ratio {
	total := Ratio{LR: 1}
	for _, l := range loci {
		total.multiply(l.Ratio())
	}
	return total.settled()
}

// multiply takes one more locus in.
func (r *Ratio) multiply(one Ratio) {
	r.Status = max(r.Status, one.Status)
	r.LR *= one.LR
	r.Log10 += one.Log10
}

// settled leaves no number where there is none.
func (r Ratio) settled() Ratio {
	if r.Status != OK {
		return Ratio{Status: r.Status}
	}
	return r
}
