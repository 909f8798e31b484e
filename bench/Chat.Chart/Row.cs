namespace Chat.Chart;

/// <summary>One line of the table: what was measured, against what.</summary>
/// <param name="Ejabberd">Null: it has no such figure.</param>
/// <param name="Goal">Null: nothing beyond the bar is asked.</param>
/// <param name="Bar">Above 0.</param>
internal sealed record Row(string Work, string Unit, Better Better, double? Ejabberd, double Bar, double? Goal, double Chat)
{
    public Verdict Verdict =>
        !Meets(Bar) ? Verdict.BelowBar
        : Goal is { } goal && Meets(goal) ? Verdict.Goal
        : Verdict.Bar;

    private bool Meets(double wanted) => Better == Better.More ? Chat >= wanted : Chat <= wanted;
}
