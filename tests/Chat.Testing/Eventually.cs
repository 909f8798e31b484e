using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit.Sdk;

namespace Chat.Testing;

/// <summary>Waits for a condition of the real world. The one place in the tests that polls.</summary>
public static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the condition holds.</summary>
    /// <param name="condition">Asked again and again.</param>
    /// <param name="within">30 s if not given.</param>
    /// <param name="what">What to say when it does not; the condition's own text if not given.</param>
    /// <exception cref="XunitException">It did not hold in time.</exception>
    public static Task True(
        Func<bool> condition, TimeSpan? within = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Async(_ => Task.FromResult(condition()), within, what);

    /// <inheritdoc cref="True"/>
    public static async Task Async(
        Func<CancellationToken, Task<bool>> condition,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(condition))] string what = "") =>
        await Value(async cancellationToken => await condition(cancellationToken) ? (bool?)true : null, within, what);

    /// <summary>Waits until the function gives a value instead of null.</summary>
    /// <exception cref="XunitException">It did not in time.</exception>
    public static async Task<T> Value<T>(
        Func<CancellationToken, Task<T?>> function,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(function))] string what = "")
        where T : struct =>
        await PollAsync(async cancellationToken => await function(cancellationToken) is { } value ? (true, value) : default, within, what);

    /// <summary>Waits until the action no longer throws. What it threw last is the failure's inner exception.</summary>
    /// <exception cref="XunitException">It still threw at the end.</exception>
    public static async Task Succeeds(
        Func<CancellationToken, Task> action,
        TimeSpan? within = null,
        [CallerArgumentExpression(nameof(action))] string what = "") =>
        await PollAsync(
            async cancellationToken =>
            {
                await action(cancellationToken);
                return (true, true);
            },
            within,
            what);

    private static async Task<T> PollAsync<T>(Func<CancellationToken, Task<(bool Done, T Value)>> turn, TimeSpan? within, string what)
    {
        var deadline = within ?? Deadline;
        var clock = Stopwatch.StartNew();
        using var cancellation = new CancellationTokenSource(deadline);
        using var turns = new PeriodicTimer(Turn);
        Exception? last = null;
        do
        {
            try
            {
                var (done, value) = await turn(cancellation.Token);
                if (done)
                    return value;
                last = null;
            }
            catch (Exception failure) when (failure is not XunitException || clock.Elapsed < deadline)
            {
                last = failure;
            }

            await turns.WaitForNextTickAsync(CancellationToken.None);
        }
        while (clock.Elapsed < deadline);

        throw new XunitException($"Not within {deadline.TotalSeconds:0.#} s: {what}", last);
    }
}
