"""An outside judge: reads our exports with pm4py and prints what it computes, as JSON. Argument: the folder."""
import json
import sys
import warnings

warnings.filterwarnings("ignore")
import pandas
import pm4py
from pm4py.objects.ocel.validation import ocel20_rel_validation

folder = sys.argv[1]


def said(log):
    dfg, starts, ends = pm4py.discover_performance_dfg(log)
    return {
        "events": len(log),
        "cases": int(log["case:concept:name"].nunique()),
        "dfg": sorted([a, b, float(x["mean"]), float(x["sum"]), float(x["max"])] for (a, b), x in dfg.items()),
        "counts": sorted([a, b, int(n)] for (a, b), n in pm4py.discover_dfg(log)[0].items()),
        "variants": sorted([list(v), len(c) if hasattr(c, "__len__") else int(c)] for v, c in pm4py.get_variants(log).items()),
        "starts": starts,
        "ends": ends,
        "durations": sorted(pm4py.get_all_case_durations(log)),
    }


csv = pm4py.format_dataframe(
    pandas.read_csv(f"{folder}/own.csv"),
    case_id="case:concept:name",
    activity_key="concept:name",
    timestamp_key="time:timestamp",
)
json_log = pm4py.read_ocel2_json(f"{folder}/own.jsonocel")
sqlite_log = pm4py.read_ocel2_sqlite(f"{folder}/own.sqlite")
satisfied, broken = ocel20_rel_validation.apply(f"{folder}/own.sqlite")
flat = pm4py.ocel_flattening(json_log, "guarantee")
print(
    json.dumps(
        {
            "xes": said(pm4py.read_xes(f"{folder}/own.xes")),
            "csv": said(csv),
            "flattened": said(flat),
            "objects": {t: int(n) for t, n in json_log.objects["ocel:type"].value_counts().items()},
            "sqliteObjects": {t: int(n) for t, n in sqlite_log.objects["ocel:type"].value_counts().items()},
            "satisfied": satisfied,
            "broken": broken,
        }
    )
)
