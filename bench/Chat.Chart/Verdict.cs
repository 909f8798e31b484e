namespace Chat.Chart;

internal enum Verdict
{
    BelowBar,
    Bar,
    Goal,
}
