namespace Chat.Client.Tests.Machine;

public sealed class RandomInterleavingTests
{
    /// <summary>A failure names its seed, and the seed repeats it.</summary>
    [Fact]
    public void Whatever_happens_in_between_each_message_is_delivered_once_and_in_order()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            try
            {
                var world = new SimulatedWorld(seed);
                world.Run(steps: 400);
                world.Settle();
                world.AssertWhole();
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed}", failure);
            }
        }
    }
}
