-- Plays a little, seeks to the middle, plays a little, seeks close to the end and plays to it; tells each step.
local steps = { 0.5, -3 }
local step = 0

local function say(what)
  io.stdout:write("player: ", what, "\n")
  io.stdout:flush()
end

mp.register_event("playback-restart", function()
  say(string.format("plays at %.1f", mp.get_property_number("time-pos", -1)))
  step = step + 1
  local to = steps[step]
  if to then
    mp.add_timeout(0.5, function()
      local duration = mp.get_property_number("duration", 0)
      mp.commandv("seek", to < 0 and duration + to or duration * to, "absolute+exact")
    end)
  end
end)

mp.register_event("end-file", function(event)
  say("ended by " .. event.reason)
end)
