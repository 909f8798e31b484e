using Chat.Simulation.Network;
using Chat.Simulation.Scheduling;
using Npgsql;

namespace Chat.Simulation.Stores;

/// <summary>A process's way to the databases. A call that fails was carried out, or not; one whose process is killed on the
/// way likewise.</summary>
internal sealed class RemoteAccess(World world, Node node, Weather weather, Databases databases) : IStoreAccess
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public bool IsGone => node.IsDead;

    public Task<T> CallAsync<T>(Func<T> operation, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<T>();
        var abandoned = cancellation.Register(() => answer.TrySetCanceled(cancellation));
        world.After(weather.ShortDelay(), () =>
        {
            if (databases.AreAway)
            {
                world.After(world.Chance(0.5) ? weather.ShortDelay() : Timeout, () => Fail(answer));
                return;
            }

            // A killed process's statement is on its way, or it is not.
            if ((node.IsDead && world.Chance(0.5)) || (weather.Fails() && world.Chance(0.5)))
            {
                world.After(weather.ShortDelay(), () => Fail(answer));
                return;
            }

            var result = operation();
            var lost = weather.Fails();
            world.After(weather.ShortDelay(), () =>
            {
                if (lost)
                    Fail(answer);
                else if (!node.IsDead)
                    answer.TrySetResult(result);
            });
        });
        return answer.Task;
    }

    private void Fail<T>(TaskCompletionSource<T> answer)
    {
        if (!node.IsDead)
            answer.TrySetException(new NpgsqlException("The connection broke.", new IOException("simulated")));
    }
}
