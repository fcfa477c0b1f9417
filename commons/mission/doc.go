// Package mission knows the places where people serve and the codes by which what they
// are accused of is sorted: missions, contributing countries, units and their rotations;
// categories of personnel, schemes of misconduct, and the table of routes.
//
// What is announced in public is kept here; who serves where is not. A closed mission
// keeps its matters: its code stays, and the team that answers for them afterwards is
// named with the day it closed (domain notes, rule I-15).
//
// Words: mission, country (the contributing one: of the deployment, never of the
// passport), unit, rotation (one deployment of a unit, from a day to a day), category
// (of personnel, the fine one; its public group is derived), scheme (of misconduct, with
// the years it was in use), designation, theme, type, route (who acts on an allegation).
// Words avoided: operation, contingent (for a unit: not every unit is one), nationality.
//
// Follows: the conduct pages of the United Nations missions for categories and for the
// two schemes; the model memorandum of understanding (A/61/19, Part III) for the
// jurisdiction of contributing countries; ISO 3166-1 for country codes, whose
// user-assigned ones (XA to XZ) are for fictional countries.
package mission
