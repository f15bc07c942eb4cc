import { mount } from 'svelte';
import '../app.css';
import Display from './Display.svelte';

mount(Display, { target: document.getElementById('app')! });
